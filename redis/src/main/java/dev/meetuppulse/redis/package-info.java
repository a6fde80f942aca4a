/**
 * The Redis store: the only code that reads and writes these keys. The module's README has their
 * expiry.
 *
 * <pre>
 * {prefix}:owner                         string  JSON: deployment, topic, Kafka cluster
 * {prefix}:refused                       string  JSON: another deployment that was refused lately
 * {prefix}:status                        string  JSON: clock, record counts, lag, rebuilding
 * {prefix}:counting                      string  JSON: the count.* settings that boards are made with
 * {prefix}:trends                        string  JSON: trending keys with reasons, recent changes
 * {prefix}:board:{dimension}:{window}    string  JSON: the board as the page shows it
 * {prefix}:top:{dimension}:{window}      zset    key -> RSVPs: the same rows for redis-cli
 * {prefix}:history:{dimension}:{window}  zset    JSON by clock: a board every 10 s of the last hour
 * {prefix}:published                     hash    "revision clock" of the latest publication
 * {prefix}:reports                       hash    reports of spout, parse and count on partitions
 * {prefix}:metrics                       hash    JSON of each worker's metrics
 * {prefix}:journals                      set     partitions that have a journal
 * {prefix}:journal:{partition}           hash    term, version, log, next
 * {prefix}:journal:{partition}:entries   list    binary entries, oldest first
 * {prefix}:journal:{partition}:aside     zset    terms of unreadable journals; lists :aside:{term}
 * </pre>
 */
package dev.meetuppulse.redis;
