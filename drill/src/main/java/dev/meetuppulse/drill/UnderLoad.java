package dev.meetuppulse.drill;

import dev.meetuppulse.cluster.ClusterException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Sends records while something is broken. */
record UnderLoad(Drill.Options options) {
  /** Until boards are fresh again, at most. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  /** Lines a second of stream time: few, so that windows of minutes advance. */
  static final double STREAM_RATE = 20;

  /** The factor by which a machine may be too slow for the requested rate. */
  private static final int SLOWEST = 4;

  /** Injects a fault under the usual load, which continues until enough was sent. */
  double run(Environment environment, Scenario.Injection injection) throws Exception {
    return run(environment, STREAM_RATE, injection);
  }

  /**
   * Injects a fault under a load.
   *
   * @param streamRate lines a second of stream time
   */
  double run(Environment environment, double streamRate, Scenario.Injection injection)
      throws Exception {
    Load load = environment.traffic().load(options.rate(), streamRate, 0);
    return run(environment, load, injection);
  }

  /**
   * Injects a fault under a load that has begun, and ends it.
   *
   * @throws ClusterException if nothing is counted to begin with
   */
  double run(Environment environment, Load running, Scenario.Injection injection) throws Exception {
    try (Load load = running) {
      if (environment.boards().awaitFresh(LIMIT) < 0) {
        throw new ClusterException("the topology does not count; see its workers' logs");
      }
      double seconds = injection.run(environment);
      awaitSent(load);
      load.finish();
      return seconds;
    }
  }

  /** Waits until a load has sent as many records as a fault needs. */
  void awaitSent(Load load) throws InterruptedException {
    Poll.until(() -> load.sent() >= options.records(), sendingLimit());
  }

  Duration sendingLimit() {
    return LIMIT.plusSeconds((long) (SLOWEST * options.records() / options.rate()));
  }

  /** Sleeps for the rest of a time that began at {@link System#currentTimeMillis} {@code since}. */
  static void sleepUntil(long since, long seconds) throws InterruptedException {
    long left = TimeUnit.SECONDS.toMillis(seconds) - (System.currentTimeMillis() - since);
    if (left > 0) {
      TimeUnit.MILLISECONDS.sleep(left);
    }
  }
}
