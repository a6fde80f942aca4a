/**
 * The Kafka batch spout: one tuple is one run of consecutive records of one partition.
 *
 * <p>{@link dev.meetuppulse.spouts.KafkaBatchSpout} turns Storm's calls into steps of one {@link
 * dev.meetuppulse.spouts.Lane} for each partition; {@link dev.meetuppulse.spouts.PartitionFlight}
 * keeps the books of what is in flight; {@link dev.meetuppulse.spouts.LogWatch} asks Kafka and the
 * journals, on a thread of its own, which log a partition is and where to start in it.
 */
package dev.meetuppulse.spouts;
