package dev.meetuppulse.cluster.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** The configuration of small brokers that are their own controllers. */
public final class KafkaBrokerConfig {
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** Room for the longest line that may be sent (1 MiB) and its headers. */
  private static final int LARGEST_MESSAGE_BYTES = 2 << 20;

  private static final int REPLICATION_FACTOR = 3;
  private static final int MIN_INSYNC_REPLICAS = 2;

  private static final int CLEANER_BYTES = 4 << 20;

  private static final int SEGMENT_BYTES = 64 << 20;

  private KafkaBrokerConfig() {}

  /**
   * A broker among others.
   *
   * @param id 1 and up
   * @param address that it listens on
   * @param port for clients
   * @param controllerPort for other brokers
   */
  public record Node(int id, String address, int port, int controllerPort) {
    /** The only one, on loopback. */
    static Node alone(int port, int controllerPort) {
      return new Node(1, "127.0.0.1", port, controllerPort);
    }
  }

  /**
   * The properties of a broker. Several have replication factor 3 and {@code min.insync.replicas}
   * 2.
   *
   * @param log directory of its data
   * @param all brokers, this one among them
   */
  public static Properties of(Path log, Node node, List<Node> all) {
    Properties config = new Properties();
    String clients = "PLAINTEXT://" + node.address() + ":" + node.port();
    config.setProperty("node.id", Integer.toString(node.id()));
    config.setProperty("process.roles", "broker,controller");
    config.setProperty(
        "listeners",
        clients + "," + CONTROLLER_LISTENER + "://" + node.address() + ":" + node.controllerPort());
    config.setProperty("advertised.listeners", clients);
    config.setProperty(
        "controller.quorum.voters",
        all.stream()
            .map(each -> each.id() + "@" + each.address() + ":" + each.controllerPort())
            .collect(Collectors.joining(",")));
    config.setProperty("controller.listener.names", CONTROLLER_LISTENER);
    config.setProperty("log.dirs", log.toString());
    config.setProperty("auto.create.topics.enable", "false");
    config.setProperty("message.max.bytes", Integer.toString(LARGEST_MESSAGE_BYTES));
    replicate(config, all.size());
    deleteSoon(config);
    staySmall(config);
    if (all.size() == 1) {
      // An election has one candidate: waiting for others would only make the start slow.
      config.setProperty("controller.quorum.election.timeout.ms", "200");
      config.setProperty("controller.quorum.election.backoff.max.ms", "100");
    }
    config.setProperty("group.initial.rebalance.delay.ms", "0");
    config.setProperty("controlled.shutdown.enable", "false");
    config.setProperty("initial.broker.registration.timeout.ms", "30000");
    return config;
  }

  private static void replicate(Properties config, int brokers) {
    String factor = Integer.toString(Math.min(REPLICATION_FACTOR, brokers));
    String insync = Integer.toString(Math.min(MIN_INSYNC_REPLICAS, brokers));
    config.setProperty("default.replication.factor", factor);
    config.setProperty("min.insync.replicas", insync);
    config.setProperty("offsets.topic.replication.factor", factor);
    config.setProperty("transaction.state.log.replication.factor", factor);
    config.setProperty("transaction.state.log.min.isr", insync);
    config.setProperty("share.coordinator.state.topic.replication.factor", factor);
    config.setProperty("share.coordinator.state.topic.min.isr", insync);
  }

  /** Deleted records leave the disk soon. */
  private static void deleteSoon(Properties config) {
    config.setProperty("log.retention.hours", "26");
    config.setProperty("log.initial.task.delay.ms", "1000");
    config.setProperty("log.retention.check.interval.ms", "2000");
    config.setProperty("log.segment.delete.delay.ms", "1000");
    config.setProperty("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
  }

  private static void staySmall(Properties config) {
    config.setProperty("offsets.topic.num.partitions", "1");
    config.setProperty("transaction.state.log.num.partitions", "1");
    config.setProperty("num.network.threads", "2");
    config.setProperty("num.io.threads", "2");
    config.setProperty("background.threads", "2");
    config.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(CLEANER_BYTES));
  }
}
