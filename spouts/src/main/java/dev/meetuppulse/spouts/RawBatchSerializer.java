package dev.meetuppulse.spouts;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.meetuppulse.core.count.BatchRange;
import java.nio.ByteBuffer;

/**
 * Writes batches for another worker. Offsets and times are close together, so their differences are
 * written.
 */
public final class RawBatchSerializer extends Serializer<RawBatch> {

  @Override
  public void write(Kryo kryo, Output out, RawBatch batch) {
    BatchRangeFormat.write(out, batch.range());
    out.writeBoolean(batch.hasBrokersTimes());
    out.writeVarInt(batch.size(), true);
    long offset = batch.range().from();
    long time = 0;
    for (int i = 0; i < batch.size(); i++) {
      out.writeVarLong(batch.offsets()[i] - offset, false);
      offset = batch.offsets()[i];
      out.writeVarLong(batch.appendTimes()[i] - time, false);
      time = batch.appendTimes()[i];
      out.writeVarInt(batch.sizes()[i], true);
      ByteBuffer value = batch.values()[i];
      out.writeVarInt(value.remaining(), true);
      out.writeBytes(value.array(), value.arrayOffset() + value.position(), value.remaining());
    }
  }

  @Override
  public RawBatch read(Kryo kryo, Input in, Class<? extends RawBatch> type) {
    BatchRange range = BatchRangeFormat.read(in);
    boolean hasBrokersTimes = in.readBoolean();
    int size = in.readVarInt(true);
    long[] offsets = new long[size];
    long[] appendTimes = new long[size];
    ByteBuffer[] values = new ByteBuffer[size];
    int[] sizes = new int[size];
    long offset = range.from();
    long time = 0;
    for (int i = 0; i < size; i++) {
      offset += in.readVarLong(false);
      offsets[i] = offset;
      time += in.readVarLong(false);
      appendTimes[i] = time;
      sizes[i] = in.readVarInt(true);
      values[i] = ByteBuffer.wrap(in.readBytes(in.readVarInt(true)));
    }
    return new RawBatch(range, offsets, hasBrokersTimes, appendTimes, values, sizes);
  }
}
