package dev.meetuppulse.spouts;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.filter.BurstFilter;

/**
 * Keeps Kafka's clients from filling a worker's log: while a broker is away each of them logs every
 * attempt to reach it, hundreds of lines a second. We log what an operator needs ourselves, once
 * when a problem begins and once when it ends.
 */
public final class QuietClients {
  private static final List<String> CHATTY =
      List.of(
          "org.apache.kafka.clients.NetworkClient",
          "org.apache.kafka.clients.Metadata",
          "org.apache.kafka.clients.FetchSessionHandler",
          "org.apache.kafka.clients.admin",
          "org.apache.kafka.clients.consumer.internals",
          "org.apache.kafka.clients.producer.internals");

  /** The only logger that tells of an error answer to a fetch; it may tell of each fetch. */
  private static final String FETCHES =
      "org.apache.kafka.clients.consumer.internals.FetchCollector";

  private static final float FETCH_LINES_PER_SECOND = 0.02f;
  private static final int FETCH_LINES_AT_ONCE = 3;

  private QuietClients() {}

  /**
   * Lets only errors of Kafka's clients through, and a few warnings about fetches, unless the
   * worker's configuration says otherwise.
   */
  public static void apply() {
    if (LogManager.getContext(false) instanceof LoggerContext context) {
      for (String name : CHATTY) {
        if (!context.getConfiguration().getLoggers().containsKey(name)) {
          Configurator.setLevel(name, Level.ERROR);
        }
      }
      if (!context.getConfiguration().getLoggers().containsKey(FETCHES)) {
        LoggerConfig fetches = new LoggerConfig(FETCHES, Level.WARN, true);
        fetches.addFilter(
            BurstFilter.newBuilder()
                .setLevel(Level.WARN)
                .setRate(FETCH_LINES_PER_SECOND)
                .setMaxBurst(FETCH_LINES_AT_ONCE)
                .build());
        context.getConfiguration().addLogger(FETCHES, fetches);
        context.updateLoggers();
      }
    }
  }
}
