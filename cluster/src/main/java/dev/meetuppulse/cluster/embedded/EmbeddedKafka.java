package dev.meetuppulse.cluster.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kafka broker, its own controller (KRaft), in this process. */
public final class EmbeddedKafka implements AutoCloseable {
  public static final int USUAL_PORT = 9092;

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final int ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts a broker that is ready to serve.
   *
   * @param directory an empty directory for its log
   * @param preferredPort listened on if free; 0 for any
   * @throws IOException if it does not start
   */
  public static EmbeddedKafka start(Path directory, int preferredPort) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = preferredPort == 0 ? Ports.free() : Ports.freeOr(preferredPort);
      try {
        return start(directory.resolve("log-" + attempt), port, Ports.free());
      } catch (Exception e) {
        LOG.warn("Kafka did not start on port {}", port, e);
        if (attempt == ATTEMPTS) {
          throw new IOException("Kafka did not start: " + e.getMessage(), e);
        }
      }
    }
  }

  private static EmbeddedKafka start(Path log, int port, int controllerPort) throws Exception {
    KafkaBrokerConfig.Node node = KafkaBrokerConfig.Node.alone(port, controllerPort);
    format(log, node.id(), newClusterId());
    Properties config = KafkaBrokerConfig.of(log, node, List.of(node));
    // None takes over from it, and it is not started a second time.
    config.setProperty("broker.session.timeout.ms", Long.toString(SleepLimit.LONGEST.toMillis()));
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(config), Time.SYSTEM);
    try {
      server.startup();
    } catch (Exception e) {
      server.shutdown();
      throw e;
    }
    return new EmbeddedKafka(server, port);
  }

  public static String newClusterId() {
    return Uuid.randomUuid().toString();
  }

  /**
   * Prepares an empty directory to be the log of a broker with {@link KafkaBrokerConfig}.
   *
   * @throws IOException if it can't be written
   */
  public static void format(Path log, int node, String clusterId) throws IOException {
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setClusterId(clusterId)
          .setNodeId(node)
          .setControllerListenerName(KafkaBrokerConfig.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(log.toString())
          .addDirectory(log.toString())
          .run();
    } catch (Exception e) {
      throw new IOException("can't format " + log + ": " + e.getMessage(), e);
    }
  }

  public String bootstrap() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
