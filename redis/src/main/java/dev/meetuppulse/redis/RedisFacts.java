package dev.meetuppulse.redis;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The configuration of a Redis server, as far as it matters to a count.
 *
 * @param clockAhead ms by which its clock is ahead of ours; 0 if it does not report its time
 * @param maxMemory bytes that it may use; 0 for no limit
 * @param usedMemory bytes that it uses
 * @param evictionPolicy what it does at its limit, such as {@code noeviction}
 * @param appendsToDisk true if each write goes to its append-only file
 * @param diskFails true if its last write to disk failed
 */
public record RedisFacts(
    long clockAhead,
    long maxMemory,
    long usedMemory,
    String evictionPolicy,
    boolean appendsToDisk,
    boolean diskFails) {

  /** Parses the server's reply to INFO, received at {@code now}, ms since the epoch. */
  static RedisFacts of(String info, long now) {
    Map<String, String> fields =
        info.lines()
            .map(line -> line.split(":", 2))
            .filter(parts -> parts.length == 2)
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip(), (a, b) -> b));
    String micros = fields.get("server_time_usec");
    return new RedisFacts(
        micros == null ? 0 : Long.parseLong(micros) / 1_000 - now,
        Long.parseLong(fields.getOrDefault("maxmemory", "0")),
        Long.parseLong(fields.getOrDefault("used_memory", "0")),
        fields.getOrDefault("maxmemory_policy", "noeviction"),
        fields.getOrDefault("aof_enabled", "0").equals("1"),
        fields.getOrDefault("aof_last_write_status", "ok").equals("err")
            || fields.getOrDefault("rdb_last_bgsave_status", "ok").equals("err"));
  }
}
