package dev.meetuppulse.bolts;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.storm.metric.api.IMetricsConsumer.DataPoint;

/**
 * Writes Storm's own metrics for a metrics consumer in another worker. A metric's value may be of
 * any class: numbers, truth values, text, maps and lists arrive as such, everything else as its
 * text.
 */
public final class DataPointSerializer extends Serializer<DataPoint> {
  private static final int MAX_NESTED = 16;

  /** How a value is written. The stream holds its ordinal, so new ones go to the end. */
  private enum ValueKind {
    NULL,
    INT,
    LONG,
    DOUBLE,
    BOOLEAN,
    TEXT,
    MAP,
    LIST
  }

  private static final ValueKind[] KINDS = ValueKind.values();

  @Override
  public void write(Kryo kryo, Output out, DataPoint point) {
    out.writeString(point.name);
    write(out, point.value, 0);
    write(out, point.dimensions, 0);
  }

  private static void write(Output out, Object value, int nested) {
    if (value == null) {
      kind(out, ValueKind.NULL);
    } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      kind(out, ValueKind.INT);
      out.writeInt(((Number) value).intValue());
    } else if (value instanceof Long number) {
      kind(out, ValueKind.LONG);
      out.writeLong(number);
    } else if (value instanceof Number number) {
      kind(out, ValueKind.DOUBLE);
      out.writeDouble(number.doubleValue());
    } else if (value instanceof Boolean truth) {
      kind(out, ValueKind.BOOLEAN);
      out.writeBoolean(truth);
    } else if (value instanceof Map<?, ?> map && nested < MAX_NESTED) {
      kind(out, ValueKind.MAP);
      Map<?, ?> copy = new HashMap<>(map);
      out.writeVarInt(copy.size(), true);
      copy.forEach(
          (key, entry) -> {
            out.writeString(String.valueOf(key));
            write(out, entry, nested + 1);
          });
    } else if (value instanceof Collection<?> collection && nested < MAX_NESTED) {
      kind(out, ValueKind.LIST);
      List<?> copy = new ArrayList<>(collection);
      out.writeVarInt(copy.size(), true);
      copy.forEach(entry -> write(out, entry, nested + 1));
    } else {
      kind(out, ValueKind.TEXT);
      out.writeString(value.toString());
    }
  }

  private static void kind(Output out, ValueKind kind) {
    out.writeByte(kind.ordinal());
  }

  @Override
  public DataPoint read(Kryo kryo, Input in, Class<? extends DataPoint> type) {
    String name = in.readString();
    Object value = read(in);
    Map<String, String> dimensions = new HashMap<>();
    if (read(in) instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> dimensions.put(String.valueOf(key), String.valueOf(entry)));
    }
    return new DataPoint(name, value, dimensions);
  }

  private static Object read(Input in) {
    return switch (KINDS[in.readByte()]) {
      case NULL -> null;
      case INT -> in.readInt();
      case LONG -> in.readLong();
      case DOUBLE -> in.readDouble();
      case BOOLEAN -> in.readBoolean();
      case TEXT -> in.readString();
      case MAP -> {
        Map<String, Object> map = new HashMap<>();
        for (int n = in.readVarInt(true); n > 0; n--) {
          String key = in.readString();
          map.put(key, read(in));
        }
        yield map;
      }
      case LIST -> {
        List<Object> list = new ArrayList<>();
        for (int n = in.readVarInt(true); n > 0; n--) {
          list.add(read(in));
        }
        yield list;
      }
    };
  }
}
