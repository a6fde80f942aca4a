package dev.meetuppulse.cluster.embedded;

import java.nio.file.Path;
import java.util.Properties;

/** What one small broker needs that is its own controller and listens on loopback. */
public final class KafkaBrokerConfig {
  static final int NODE = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** Room for the longest line that may be sent (1 MiB) and its headers. */
  private static final int LARGEST_MESSAGE_BYTES = 2 << 20;

  private static final int CLEANER_BYTES = 4 << 20;

  private static final int SEGMENT_BYTES = 64 << 20;

  private KafkaBrokerConfig() {}

  /**
   * The properties of a broker.
   *
   * @param log directory of its data
   * @param port for clients
   * @param controllerPort for itself
   */
  public static Properties of(Path log, int port, int controllerPort) {
    Properties config = new Properties();
    config.setProperty("node.id", Integer.toString(NODE));
    config.setProperty("process.roles", "broker,controller");
    config.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:"
            + port
            + ","
            + CONTROLLER_LISTENER
            + "://127.0.0.1:"
            + controllerPort);
    config.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    config.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    config.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    config.setProperty("log.dirs", log.toString());
    config.setProperty("auto.create.topics.enable", "false");
    config.setProperty("message.max.bytes", Integer.toString(LARGEST_MESSAGE_BYTES));
    config.setProperty("log.retention.hours", "26");
    // What was let go leaves the disk soon.
    config.setProperty("log.initial.task.delay.ms", "1000");
    config.setProperty("log.retention.check.interval.ms", "2000");
    config.setProperty("log.segment.delete.delay.ms", "1000");
    config.setProperty("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
    config.setProperty("offsets.topic.replication.factor", "1");
    config.setProperty("offsets.topic.num.partitions", "1");
    config.setProperty("transaction.state.log.replication.factor", "1");
    config.setProperty("transaction.state.log.min.isr", "1");
    config.setProperty("transaction.state.log.num.partitions", "1");
    config.setProperty("share.coordinator.state.topic.replication.factor", "1");
    config.setProperty("share.coordinator.state.topic.min.isr", "1");
    config.setProperty("group.initial.rebalance.delay.ms", "0");
    config.setProperty("num.network.threads", "2");
    config.setProperty("num.io.threads", "2");
    config.setProperty("background.threads", "2");
    config.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES));
    config.setProperty("controlled.shutdown.enable", "false");
    // An election has one candidate: waiting for others would only make the start slow.
    config.setProperty("controller.quorum.election.timeout.ms", "200");
    config.setProperty("controller.quorum.election.backoff.max.ms", "100");
    config.setProperty("initial.broker.registration.timeout.ms", "30000");
    return config;
  }
}
