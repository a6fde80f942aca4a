package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.cluster.embedded.EmbeddedKafka;
import dev.meetuppulse.cluster.embedded.KafkaBrokerConfig;
import dev.meetuppulse.cluster.embedded.KafkaBrokerConfig.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kafka brokers that are their own controllers. Their ports are for clients and for each other. */
record KafkaProgram(ClusterFolder folder, ClusterJars jars, ClusterPlan plan) implements Program {
  private static final int MEGABYTES = 512;
  private static final int MEGABYTES_OF_SEVERAL = 320;

  @Override
  public void write(Server server) throws IOException {
    Path log = folder.of(server).resolve("data");
    List<Node> all = plan.of(Kind.KAFKA).stream().map(this::node).toList();
    Node own = node(server);
    folder.write(server, "server.properties", KafkaBrokerConfig.of(log, own, all));
    if (!Files.exists(log.resolve("meta.properties"))) {
      EmbeddedKafka.format(log, own.id(), clusterId());
    }
  }

  private Node node(Server server) {
    return new Node(
        plan.of(Kind.KAFKA).indexOf(server) + 1,
        server.host().address(),
        server.port(),
        server.ports().get(1));
  }

  /** One for all brokers; chosen by the first that is written. */
  private String clusterId() throws IOException {
    Path file = folder.root().resolve("kafka-cluster-id");
    if (!Files.exists(file)) {
      Files.writeString(file, EmbeddedKafka.newClusterId());
    }
    return Files.readString(file);
  }

  @Override
  public List<String> command(Server server) {
    int megabytes = plan.of(Kind.KAFKA).size() > 1 ? MEGABYTES_OF_SEVERAL : MEGABYTES;
    return new JavaCommand(folder, megabytes)
        .run(
            jars.daemons(),
            "kafka.Kafka",
            folder.of(server).resolve("server.properties").toString());
  }
}
