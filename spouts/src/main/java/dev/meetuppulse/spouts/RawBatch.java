package dev.meetuppulse.spouts;

import java.nio.ByteBuffer;

/**
 * A run of consecutive records of one partition, as they are in Kafka.
 *
 * @param partition its number
 * @param log the log's identity: the topic's id, and how often the log was cut back
 * @param from the offset where the run before it ended
 * @param to the first offset after it; equal to {@code from} in a batch that only carries news
 * @param logEnd the end of the log as last seen
 * @param isStart true if nothing was saved for what lies right before {@code from}, so that
 *     counting begins here
 * @param offsets of each record, ascending, within {@code from} to {@code to}
 * @param hasBrokersTimes true if {@code appendTimes} are those at which Kafka appended the records;
 *     false if they are their producers' own, which may be anything
 * @param appendTimes of each record, ms since the epoch
 * @param values of each record, each over an array; empty for none
 * @param sizes of each record before its producer cut it, in bytes; 0 if it was not cut
 */
public record RawBatch(
    int partition,
    String log,
    long from,
    long to,
    long logEnd,
    boolean isStart,
    long[] offsets,
    boolean hasBrokersTimes,
    long[] appendTimes,
    ByteBuffer[] values,
    int[] sizes) {

  public int size() {
    return offsets.length;
  }
}
