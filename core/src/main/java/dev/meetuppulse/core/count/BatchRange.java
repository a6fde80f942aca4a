package dev.meetuppulse.core.count;

/**
 * The part of a log that a batch covers.
 *
 * @param partition its number
 * @param log the log's identity: the topic's id, and how often the log was cut back
 * @param from the offset where the batch before it ended
 * @param to the first offset after it; equal to {@code from} in a batch that only carries news
 * @param logEnd the end of the log as last seen
 * @param isStart true if nothing was saved for this partition, so that its count begins at {@code
 *     from}
 */
public record BatchRange(
    int partition, String log, long from, long to, long logEnd, boolean isStart) {}
