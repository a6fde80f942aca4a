package dev.meetuppulse.bench.streams;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * An amount to add to one second of a key, or its sum so far.
 *
 * @param merged how many deltas it is the sum of
 */
record Delta(int rsvps, int yes, int no, int going, int merged) {

  Delta plus(Delta other) {
    return new Delta(
        rsvps + other.rsvps,
        yes + other.yes,
        no + other.no,
        going + other.going,
        merged + other.merged);
  }

  Delta minus(Delta other) {
    return new Delta(
        rsvps - other.rsvps,
        yes - other.yes,
        no - other.no,
        going - other.going,
        merged - other.merged);
  }

  static Serde<Delta> serde() {
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

  private static Delta decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new Delta(in.getInt(), in.getInt(), in.getInt(), in.getInt(), in.getInt());
  }
}
