package dev.meetuppulse.bench.streams;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * An amount to add to one second of a key, or its sum so far.
 *
 * @param merged how many deltas it is the sum of
 */
record SumDelta(int rsvps, int yes, int no, int going, int merged) {

  SumDelta plus(SumDelta other) {
    return new SumDelta(
        rsvps + other.rsvps,
        yes + other.yes,
        no + other.no,
        going + other.going,
        merged + other.merged);
  }

  SumDelta minus(SumDelta other) {
    return new SumDelta(
        rsvps - other.rsvps,
        yes - other.yes,
        no - other.no,
        going - other.going,
        merged - other.merged);
  }

  static Serde<SumDelta> serde() {
    return Serdes.serdeFrom(
        (topic, delta) -> delta == null ? null : delta.encode(),
        (topic, bytes) -> bytes == null ? null : decode(bytes));
  }

  private byte[] encode() {
    return ByteBuffer.allocate(5 * Integer.BYTES)
        .putInt(rsvps)
        .putInt(yes)
        .putInt(no)
        .putInt(going)
        .putInt(merged)
        .array();
  }

  private static SumDelta decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new SumDelta(in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
  }
}
