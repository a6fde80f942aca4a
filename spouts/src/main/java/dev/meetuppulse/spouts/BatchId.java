package dev.meetuppulse.spouts;

/**
 * The message id of a batch.
 *
 * @param partition its partition
 * @param epoch grows each time a partition goes back; ids of an old epoch are ignored
 * @param number counts the batches of an epoch
 */
public record BatchId(int partition, long epoch, long number) {}
