package dev.meetuppulse.drill;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.BoardReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads the boards of an environment as their users do, and waits for them. Safe for several
 * threads.
 */
final class BoardMonitor implements AutoCloseable {
  /** Until records that were counted twice would show, too. */
  private static final long SETTLE_MILLIS = 1_500;

  private final Settings settings;
  private final TopicOffsets offsets;
  private final BoardReader reader;

  BoardMonitor(Settings settings, TopicOffsets offsets) {
    this.settings = settings;
    this.offsets = offsets;
    this.reader = new BoardReader(settings);
  }

  Published published() {
    return Published.read(reader, settings);
  }

  int count() {
    return settings.windows().size() * settings.dimensions().size();
  }

  /**
   * Waits until all boards are newer than now and hold what Kafka has by now.
   *
   * @return seconds it took; below 0 if it took longer than the limit
   */
  double awaitFresh(Duration limit) throws InterruptedException {
    return awaitFresh(System.currentTimeMillis(), offsets.ends(), limit);
  }

  /**
   * Waits until all boards are newer than a time and hold all records below the offsets.
   *
   * @return seconds since that time; below 0 if it took longer than the limit
   */
  double awaitFresh(long since, Map<Integer, Long> ends, Duration limit)
      throws InterruptedException {
    boolean fresh = Poll.until(() -> published().isNewer(since, ends), limit);
    return fresh ? (System.currentTimeMillis() - since) / 1e3 : -1;
  }

  /**
   * Waits until that many records are published and nothing changes any more.
   *
   * @return what is published in the end, right or wrong
   */
  Published awaitAll(long received, Duration limit) throws InterruptedException {
    Poll.until(
        () -> {
          Published now = published();
          return now.isWhole(count()) && now.received() >= received;
        },
        limit);
    TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
    Poll.until(() -> published().isWhole(count()), limit);
    return published();
  }

  /** False if it takes longer than the limit until every partition is counted. */
  boolean awaitCounting(Duration limit) throws InterruptedException {
    int partitions = settings.integer(Setting.KAFKA_PARTITIONS);
    return Poll.until(() -> published().status().path("partitions").size() == partitions, limit);
  }

  @Override
  public void close() {
    reader.close();
  }
}
