/**
 * The Kafka batch spout: one tuple is one run of consecutive records of one partition.
 *
 * <p>{@link dev.meetuppulse.spouts.KafkaBatchSpout} turns Storm's calls into steps of one {@link
 * dev.meetuppulse.spouts.PartitionReader} for each partition; {@link
 * dev.meetuppulse.spouts.InFlightBatches} tracks the batches in flight; {@link
 * dev.meetuppulse.spouts.TopicMonitor} asks Kafka and the journals, on a thread of its own, which
 * log a partition is and where to start in it.
 */
package dev.meetuppulse.spouts;
