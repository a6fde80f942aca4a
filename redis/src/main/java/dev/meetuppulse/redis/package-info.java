/**
 * What is stored in Redis, under which keys: written and read here and nowhere else.
 *
 * <pre>
 * {prefix}:owner                         string  JSON: deployment, topic, Kafka cluster
 * {prefix}:refused                       string  JSON: another deployment that was refused lately
 * {prefix}:status                        string  JSON: clock, record counts, lag, rebuilding
 * {prefix}:counting                      string  JSON: the count.* settings that boards are made with
 * {prefix}:trends                        string  JSON: what is trending and why, and what changed
 * {prefix}:board:{dimension}:{window}    string  JSON: the board as the page shows it
 * {prefix}:top:{dimension}:{window}      zset    key -> RSVPs: the same rows for redis-cli
 * {prefix}:history:{dimension}:{window}  zset    JSON by clock: a board every 10 s of the last hour
 * {prefix}:published                     hash    "revision clock" of what was published last
 * {prefix}:journal:{partition}           hash    term, version, log, next
 * {prefix}:journal:{partition}:entries   list    binary entries, oldest first
 * </pre>
 */
package dev.meetuppulse.redis;
