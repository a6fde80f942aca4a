package dev.meetuppulse.core.count;

/**
 * The part of a log that a batch covers.
 *
 * @param partition its number
 * @param log the log's identity: the topic's id, and how often the log was cut back
 * @param from the offset where the batch before it ended
 * @param to the first offset after it; equal to {@code from} in an empty batch
 * @param logEnd the end of the log as last seen
 * @param isStart true if counting begins at {@code from}: nothing was saved for this log up to
 *     there, or the records before it are gone
 */
public record BatchRange(
    int partition, String log, long from, long to, long logEnd, boolean isStart) {}
