package dev.meetuppulse.bench.job;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The task: count the topic's distinct US RSVPs by city and by topic over the last {@value
 * #WINDOW_SECONDS} seconds of event time, publish the first {@value #TOP} of each every second, and
 * end once every record is counted.
 *
 * @param engine which variant of an engine
 * @param bootstrap Kafka broker
 * @param topic holds the records, keyed by {@code rsvp_id}
 * @param partitions of the topic
 * @param records in the topic
 * @param cores that the engine may use
 * @param directory for its state, its progress and its answer
 * @param redis URL of a Redis server of its own, or empty
 */
public record Job(
    String engine,
    String bootstrap,
    String topic,
    int partitions,
    long records,
    int cores,
    Path directory,
    String redis) {

  /** The window's length, in buckets of a second. */
  public static final int WINDOW_SECONDS = 300;

  public static final int TOP = 10;

  public static final String COUNTRY = "us";

  /** Bytes that each engine's Kafka client fetches from a partition at a time. */
  public static final int FETCH_BYTES = 4 << 20;

  /** Records that each engine's Kafka client returns from a poll, at most. */
  public static final int POLL_RECORDS = 3_000;

  /** Of every engine's Kafka client: -1, the kernel sizes the buffer by need. */
  public static final int SOCKET_BYTES = -1;

  /** System property of an engine's JVM: ms between two publications, if not a second. */
  public static final String PUBLISH = "bench.publish-millis";

  /** How often boards are published, by the wall clock. */
  public static final long PUBLISH_MILLIS = Long.getLong(PUBLISH, 1000);

  /** From {@code key=value} arguments. */
  public static Job of(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      values.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return new Job(
        values.get("engine"),
        values.get("bootstrap"),
        values.get("topic"),
        Integer.parseInt(values.get("partitions")),
        Long.parseLong(values.get("records")),
        Integer.parseInt(values.get("cores")),
        Path.of(values.get("directory")),
        values.get("redis"));
  }

  /** As {@link #of} reads it. */
  public String[] arguments() {
    return new String[] {
      "engine=" + engine,
      "bootstrap=" + bootstrap,
      "topic=" + topic,
      "partitions=" + partitions,
      "records=" + records,
      "cores=" + cores,
      "directory=" + directory,
      "redis=" + redis
    };
  }
}
