/**
 * The job on Flink, three ways: plainly keyed; keyed and combined by hand before the counts are
 * sent; and with a state for each Kafka partition, as ours has.
 *
 * <p>Tuned: object reuse, no generic (Kryo) types, state on the heap, checkpoints to local files
 * every ten seconds, 4 MiB fetches, what a group counts on sent as one text and kept once, RSVPs
 * never dropped (no state TTL to maintain). Boards are published by the wall clock, as ours are,
 * and not for each second of event time; the last ones as soon as the last record is in them.
 */
package dev.meetuppulse.bench.flink;
