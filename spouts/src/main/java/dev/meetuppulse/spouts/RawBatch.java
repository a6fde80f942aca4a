package dev.meetuppulse.spouts;

import dev.meetuppulse.core.count.BatchRange;
import java.nio.ByteBuffer;

/**
 * A run of consecutive records of one partition, as they are in Kafka.
 *
 * @param range of the log
 * @param offsets of each record, ascending, within the range
 * @param hasBrokersTimes true if {@code appendTimes} are those at which Kafka appended the records;
 *     false if they are their producers' own, which may be anything
 * @param appendTimes of each record, ms since the epoch
 * @param values of each record, each over an array; empty for none
 * @param sizes of each record before its producer cut it, in bytes; 0 if it was not cut
 */
public record RawBatch(
    BatchRange range,
    long[] offsets,
    boolean hasBrokersTimes,
    long[] appendTimes,
    ByteBuffer[] values,
    int[] sizes) {

  public int size() {
    return offsets.length;
  }
}
