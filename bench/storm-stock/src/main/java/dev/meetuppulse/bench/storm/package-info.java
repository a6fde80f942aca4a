/**
 * The job on Storm as its handbook has it: the Kafka spout that comes with Storm, one tuple per
 * record, anchored and acked, and fields grouping by {@code rsvp_id}.
 *
 * <p>Tuned: parking wait strategies, tuples handed between threads in batches of 100, one worker so
 * that nothing is serialized, counts combined by key and second before they are sent to the ranking
 * bolt each second. Its counts are only in memory, as is usual with it: less work than the others
 * do.
 */
package dev.meetuppulse.bench.storm;
