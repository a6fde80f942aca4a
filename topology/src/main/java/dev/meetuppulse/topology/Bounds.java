package dev.meetuppulse.topology;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.spouts.KafkaBatchSpout;
import dev.meetuppulse.spouts.SpoutOptions;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The topology's bounds, and checks that the settings fit together. The arithmetic is in the
 * README.
 */
record Bounds(Settings settings, SpoutOptions spout) {
  /**
   * A batch waits for its save, a second or so; one that takes this long was lost with a worker, or
   * the store is away. Storm fails a batch after one to two of these.
   */
  static final Duration MESSAGE_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration LONGEST_SAVE_EVERY = MESSAGE_TIMEOUT.dividedBy(3);

  private static final long MEBIBYTE = 1 << 20;

  /** Storm, Kafka and Redis clients, code, and the boards. */
  private static final long WORKER_BYTES = 300 * MEBIBYTE;

  private static final long REMEMBERED_RSVP_BYTES = 72;

  /** A key in a counter: its text, its places in tables, its total; and its share of the groups. */
  private static final long COUNTED_KEY_BYTES = 240;

  /** A key in a rank task: the same, and its totals in each window and what trends keep. */
  private static final long RANKED_KEY_BYTES = 430;

  /** A cell of a window, in a counter or a rank task; packed cells count for less. */
  private static final long CELL_BYTES = 100;

  private static final Pattern HEAP = Pattern.compile("-Xmx(\\d{1,9})([kKmMgG])");

  /**
   * Checks what must hold wherever the topology runs.
   *
   * @throws IllegalArgumentException in one line: the key, its value, and what is allowed
   */
  void check() {
    if (spout.inFlight() < spout.batch()) {
      throw refused(
          Setting.TOPOLOGY_IN_FLIGHT,
          "at least " + Setting.TOPOLOGY_BATCH.key() + ", " + spout.batch());
    }
    if (settings.duration(Setting.COUNT_SAVE_EVERY).compareTo(LONGEST_SAVE_EVERY) > 0) {
      throw refused(
          Setting.COUNT_SAVE_EVERY,
          "at most "
              + LONGEST_SAVE_EVERY.toSeconds()
              + "s; a batch waits for its save, and Storm fails it after "
              + MESSAGE_TIMEOUT.toSeconds()
              + "s");
    }
    // It must be named, though only processes of their own get it.
    heapBytes();
  }

  /**
   * Checks that a worker process of its own has the memory that the bounds may take.
   *
   * @throws IllegalArgumentException in one line: the sum, and what to change
   */
  void checkHeap() {
    long given = heapBytes();
    if (given < workerBytes()) {
      throw refused(
          Setting.TOPOLOGY_WORKER_OPTIONS,
          "-Xmx%sm or more for %s partitions in a worker; or lower %s, %s, %s, %s or %s"
              .formatted(
                  workerBytes() / MEBIBYTE + 1,
                  partitionsInFlight(),
                  Setting.TOPOLOGY_IN_FLIGHT.key(),
                  Setting.COUNT_MOST_KEYS.key(),
                  Setting.COUNT_MOST_CELLS.key(),
                  Setting.TOPOLOGY_RANKERS.key(),
                  Setting.COUNT_REMEMBER_MOST.key()));
    }
  }

  /**
   * The heap that a worker is given, bytes.
   *
   * @throws IllegalArgumentException if the worker's options name none
   */
  long heapBytes() {
    Matcher heap = HEAP.matcher(settings.text(Setting.TOPOLOGY_WORKER_OPTIONS));
    if (!heap.find()) {
      throw refused(
          Setting.TOPOLOGY_WORKER_OPTIONS, "options with a heap size such as -Xmx3g among them");
    }
    return Long.parseLong(heap.group(1))
        * switch (heap.group(2)) {
          case "k", "K" -> 1024;
          case "m", "M" -> MEBIBYTE;
          default -> 1024 * MEBIBYTE;
        };
  }

  /** Memory that a worker may need, bytes. */
  long workerBytes() {
    long remembered = settings.integer(Setting.COUNT_REMEMBER_MOST) * REMEMBERED_RSVP_BYTES;
    return WORKER_BYTES
        + partitionsInFlight() * spout.inFlightBytes()
        + partitionsInWorker(Setting.TOPOLOGY_COUNTERS) * remembered
        + keyBytes()
        + cellBytes();
  }

  /** Each rank task may hold the keys of all partitions. */
  private long keyBytes() {
    long keys = (long) settings.integer(Setting.COUNT_MOST_KEYS) * settings.dimensions().size();
    return partitionsInWorker(Setting.TOPOLOGY_COUNTERS) * keys * COUNTED_KEY_BYTES
        + rankersInWorker() * settings.integer(Setting.KAFKA_PARTITIONS) * keys * RANKED_KEY_BYTES;
  }

  /** Each rank task holds the cells of all partitions. */
  private long cellBytes() {
    long partitions =
        partitionsInWorker(Setting.TOPOLOGY_COUNTERS)
            + rankersInWorker() * settings.integer(Setting.KAFKA_PARTITIONS);
    return partitions * settings.integer(Setting.COUNT_MOST_CELLS) * CELL_BYTES;
  }

  private long rankersInWorker() {
    return share(
        settings.integer(Setting.TOPOLOGY_RANKERS), settings.integer(Setting.TOPOLOGY_WORKERS));
  }

  /** Records that are read but not saved wait with the spout task or with the count task. */
  private long partitionsInFlight() {
    return Math.min(
        settings.integer(Setting.KAFKA_PARTITIONS),
        partitionsInWorker(Setting.TOPOLOGY_SPOUTS)
            + partitionsInWorker(Setting.TOPOLOGY_COUNTERS));
  }

  /**
   * Batches that a spout task may have in flight. A safety net above the spout's own bound, which
   * is exact: all batches with records, and the empty ones until Storm fails them.
   */
  int maxSpoutPending() {
    long empty = 2 * MESSAGE_TIMEOUT.toMillis() / KafkaBatchSpout.IDLE_MILLIS;
    long pending = partitionsOf(Setting.TOPOLOGY_SPOUTS) * (spout.inFlightBatches() + empty);
    return (int) Math.min(Integer.MAX_VALUE, pending);
  }

  /** Storm spreads a component's tasks evenly over the workers. */
  private long partitionsInWorker(Setting tasks) {
    long carried =
        partitionsOf(tasks)
            * share(settings.integer(tasks), settings.integer(Setting.TOPOLOGY_WORKERS));
    return Math.min(settings.integer(Setting.KAFKA_PARTITIONS), carried);
  }

  /** Partitions that each of a component's tasks carries, at most. */
  private long partitionsOf(Setting tasks) {
    return share(settings.integer(Setting.KAFKA_PARTITIONS), settings.integer(tasks));
  }

  private static long share(int all, int many) {
    return (all + many - 1) / many;
  }

  private IllegalArgumentException refused(Setting setting, String allowed) {
    return new IllegalArgumentException(
        setting.key() + " is '" + settings.text(setting) + "'; allowed: " + allowed);
  }
}
