/**
 * The job on Kafka Streams: the four rules in a processor over a RocksDB store (the topic is keyed
 * by {@code rsvp_id}, so nothing is shuffled for them), then counts by key and second in a windowed
 * RocksDB store fed by a repartition topic, then one task that ranks.
 *
 * <p>Tuned: a stream thread for each core, at least once (exactly once costs more), 128 MiB of
 * record cache in front of the stores so that a key goes on once a commit and not once a record, a
 * commit each second, 64 MiB memtables, compressed and lingering producers, larger fetches.
 */
package dev.meetuppulse.bench.streams;
