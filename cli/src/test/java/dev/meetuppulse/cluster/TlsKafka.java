package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.embedded.EmbeddedKafka;
import dev.meetuppulse.cluster.embedded.KafkaBrokerConfig;
import dev.meetuppulse.cluster.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker that takes only TLS connections, from one user who knows the password. */
record TlsKafka(KafkaRaftServer server, int port, SignedKey key) implements AutoCloseable {
  private static final String USER = "pulse";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";

  static TlsKafka start(Path directory, String password) throws Exception {
    SignedKey key = SignedKey.in(directory);
    Path log = directory.resolve("log");
    int port = Ports.free();
    KafkaBrokerConfig.Node node =
        new KafkaBrokerConfig.Node(1, "127.0.0.1", Ports.free(), Ports.free());
    EmbeddedKafka.format(log, node.id(), EmbeddedKafka.newClusterId());
    Properties config = KafkaBrokerConfig.of(log, node, List.of(node));
    String plain = config.getProperty("listeners");
    config.setProperty("listeners", plain + ",CLIENTS://127.0.0.1:" + port);
    config.setProperty(
        "advertised.listeners",
        config.getProperty("advertised.listeners") + ",CLIENTS://127.0.0.1:" + port);
    config.setProperty(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,CLIENTS:SASL_SSL");
    config.setProperty("inter.broker.listener.name", "PLAINTEXT");
    config.setProperty("sasl.enabled.mechanisms", "PLAIN");
    config.setProperty(
        "listener.name.clients.plain.sasl.jaas.config",
        LOGIN + " user_" + USER + "=\"" + password + "\";");
    config.setProperty("ssl.keystore.type", "PKCS12");
    config.setProperty("ssl.keystore.location", key.store().toString());
    config.setProperty("ssl.keystore.password", SignedKey.STORE_PASSWORD);
    config.setProperty("ssl.key.password", SignedKey.STORE_PASSWORD);
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(config), Time.SYSTEM);
    TlsKafka kafka = new TlsKafka(server, port, key);
    try {
      server.startup();
      return kafka;
    } catch (Exception e) {
      kafka.close();
      throw e;
    }
  }

  String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** Writes what a client needs that says this password. */
  Path clientFile(Path file, String password) throws IOException {
    Properties client = new Properties();
    client.setProperty("security.protocol", "SASL_SSL");
    client.setProperty("sasl.mechanism", "PLAIN");
    client.setProperty(
        "sasl.jaas.config", LOGIN + " username=\"" + USER + "\" password=\"" + password + "\";");
    client.setProperty("ssl.truststore.type", "PEM");
    client.setProperty("ssl.truststore.location", key.certificate().toString());
    try (var writer = Files.newBufferedWriter(file)) {
      client.store(writer, null);
    }
    return file;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
