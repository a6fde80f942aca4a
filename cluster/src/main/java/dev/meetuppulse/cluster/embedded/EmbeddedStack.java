package dev.meetuppulse.cluster.embedded;

import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka, Redis and Storm, started side by side, stopped from the top. */
public final class EmbeddedStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStack.class);

  private final EmbeddedKafka kafka;
  private final EmbeddedRedis redis;
  private final LocalStorm storm;

  private EmbeddedStack(EmbeddedKafka kafka, EmbeddedRedis redis, LocalStorm storm) {
    this.kafka = kafka;
    this.redis = redis;
    this.storm = storm;
  }

  /**
   * Starts all three.
   *
   * @param usualPorts whether to listen on the usual ports, where they are free
   * @param progress gets a line for each that is up
   * @throws IOException if one does not start, saying which; then none is left running
   */
  public static EmbeddedStack start(
      RunDirectory directory, boolean usualPorts, Consumer<String> progress) throws IOException {
    int kafkaPort = usualPorts ? EmbeddedKafka.USUAL_PORT : 0;
    int redisPort = usualPorts ? EmbeddedRedis.USUAL_PORT : 0;
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      Future<LocalStorm> storm =
          threads.submit(timed("Storm", () -> LocalStorm.start(directory), progress));
      Future<EmbeddedKafka> kafka =
          threads.submit(
              timed(
                  "Kafka",
                  () -> EmbeddedKafka.start(directory.directory("kafka"), kafkaPort),
                  progress));
      Future<EmbeddedRedis> redis =
          threads.submit(
              timed(
                  "Redis",
                  () -> EmbeddedRedis.start(directory.directory("redis"), redisPort),
                  progress));
      try {
        return new EmbeddedStack(get(kafka), get(redis), get(storm));
      } catch (IOException e) {
        List.of(storm, kafka, redis).forEach(EmbeddedStack::closeStarted);
        throw e;
      }
    } finally {
      threads.shutdown();
    }
  }

  private static <T> Callable<T> timed(String name, Callable<T> start, Consumer<String> progress) {
    return () -> {
      long began = System.nanoTime();
      T started = start.call();
      double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
      progress.accept(String.format(Locale.ROOT, "%s is up (%.1f s)", name, seconds));
      return started;
    };
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

  private static void closeStarted(Future<? extends AutoCloseable> future) {
    try {
      future.get().close();
    } catch (Exception e) {
      LOG.debug("this one did not start", e);
    }
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

  public Settings settings(Settings others) {
    return OpenServers.named(others, kafka.bootstrap(), redis.url());
  }

  /** Servers that do not listen on their usual port, a line each. */
  public List<String> surprises() {
    List<String> lines = new ArrayList<>();
    if (kafka.port() != EmbeddedKafka.USUAL_PORT) {
      lines.add("port " + EmbeddedKafka.USUAL_PORT + " is taken: Kafka is on " + kafka.port());
    }
    if (redis.port() != EmbeddedRedis.USUAL_PORT) {
      lines.add("port " + EmbeddedRedis.USUAL_PORT + " is taken: Redis is on " + redis.port());
    }
    return lines;
  }

  @Override
  public void close() {
    storm.close();
    kafka.close();
    redis.close();
  }
}
