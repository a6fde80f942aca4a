/**
 * The job on Spark Structured Streaming: the four rules with state by {@code rsvp_id}, what counts
 * added up by key and second within each task, and the driver that holds the window, saves it with
 * each micro-batch, and publishes.
 *
 * <p>Tuned: as many shuffle partitions as cores, state on the heap, micro-batches as large as a few
 * seconds' work, started one after the other without a pause, bean encoders, no UI and no batches
 * without data. Boards come with each micro-batch.
 */
package dev.meetuppulse.bench.spark;
