/**
 * Thin Storm adapters around core: parse, filter, count, rank, store, announce.
 *
 * <p>A tuple is a batch of one partition, and batches of a partition keep their order from the
 * spout to the count ({@link dev.meetuppulse.bolts.PartitionGrouping}), so a batch that does not
 * join the one before it means that something was lost.
 */
package dev.meetuppulse.bolts;
