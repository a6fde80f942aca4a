package dev.meetuppulse.spouts;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.meetuppulse.core.count.BatchRange;

/** The form that a batch's range has between workers. */
public final class BatchRangeFormat {
  private BatchRangeFormat() {}

  public static void write(Output out, BatchRange range) {
    out.writeVarInt(range.partition(), true);
    out.writeString(range.log());
    out.writeVarLong(range.from(), true);
    out.writeVarLong(range.to(), true);
    out.writeVarLong(range.logEnd(), true);
    out.writeBoolean(range.isStart());
  }

  public static BatchRange read(Input in) {
    return new BatchRange(
        in.readVarInt(true),
        in.readString(),
        in.readVarLong(true),
        in.readVarLong(true),
        in.readVarLong(true),
        in.readBoolean());
  }
}
