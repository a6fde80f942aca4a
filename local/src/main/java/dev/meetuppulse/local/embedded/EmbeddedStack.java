package dev.meetuppulse.local.embedded;

import dev.meetuppulse.core.config.Setting;
import dev.meetuppulse.core.config.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Kafka, Redis and Storm, started side by side. */
public final class EmbeddedStack {
  private final EmbeddedKafka kafka;
  private final EmbeddedRedis redis;
  private final LocalStorm storm;

  private EmbeddedStack(EmbeddedKafka kafka, EmbeddedRedis redis, LocalStorm storm) {
    this.kafka = kafka;
    this.redis = redis;
    this.storm = storm;
  }

  /**
   * Starts all three; whoever owns the clean-up stops them.
   *
   * @param usualPorts whether to listen where people expect it, if nobody else does
   * @param progress gets a line for each that is up
   * @throws IOException if one does not start, saying which
   */
  public static EmbeddedStack start(
      Cleanup cleanup, RunDirectory directory, boolean usualPorts, Consumer<String> progress)
      throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<LocalStorm> storm =
          threads.submit(timed(cleanup, "Storm", () -> LocalStorm.start(directory), progress));
      Future<EmbeddedKafka> kafka =
          threads.submit(
              timed(
                  cleanup,
                  "Kafka",
                  () ->
                      EmbeddedKafka.start(
                          directory.directory("kafka"), usualPorts ? EmbeddedKafka.USUAL_PORT : 0),
                  progress));
      Future<EmbeddedRedis> redis =
          threads.submit(
              timed(
                  cleanup,
                  "Redis",
                  () ->
                      EmbeddedRedis.start(
                          directory.directory("redis"), usualPorts ? EmbeddedRedis.USUAL_PORT : 0),
                  progress));
      return new EmbeddedStack(get(kafka), get(redis), get(storm));
    } finally {
      threads.shutdown();
    }
  }

  private static <T extends AutoCloseable> Callable<T> timed(
      Cleanup cleanup, String name, Callable<T> start, Consumer<String> progress) {
    return () -> {
      long began = System.nanoTime();
      T started = cleanup.open(start);
      progress.accept(String.format("%s is up (%.1f s)", name, seconds(System.nanoTime() - began)));
      return started;
    };
  }

  private static double seconds(long nanos) {
    return Duration.ofNanos(nanos).toMillis() / 1000.0;
  }

  private static <T> T get(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Settings that lead to these servers. */
  public Settings settings(Settings others) {
    return others.with(
        Map.of(
            Setting.KAFKA_BOOTSTRAP, kafka.bootstrap(),
            Setting.REDIS_URL, redis.url()));
  }

  public EmbeddedKafka kafka() {
    return kafka;
  }

  public EmbeddedRedis redis() {
    return redis;
  }

  public LocalStorm storm() {
    return storm;
  }

  /** What differs from what people expect, a line each. */
  public List<String> surprises() {
    List<String> lines = new ArrayList<>();
    if (kafka.port() != EmbeddedKafka.USUAL_PORT) {
      lines.add("port " + EmbeddedKafka.USUAL_PORT + " is taken; Kafka is on " + kafka.port());
    }
    if (redis.port() != EmbeddedRedis.USUAL_PORT) {
      lines.add("port " + EmbeddedRedis.USUAL_PORT + " is taken; Redis is on " + redis.port());
    }
    return lines;
  }
}
