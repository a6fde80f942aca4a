package dev.meetuppulse.kafka.testing;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker in this process that can be stopped and started again. */
public final class KafkaFixture implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 60;
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";

  private final Path directory;
  private final String clusterId = Uuid.randomUuid().toString();
  private final int controllerPort;
  private final Properties config;
  private final String bootstrap;
  private final Admin admin;
  private final Map<Integer, KafkaRaftServer> more = new HashMap<>();
  private KafkaRaftServer server;
  private KafkaProducer<byte[], byte[]> producer;

  private KafkaFixture(Path directory) throws Exception {
    this.directory = directory;
    int port = freePort();
    this.controllerPort = freePort();
    this.bootstrap = "127.0.0.1:" + port;
    this.config = config(NODE, directory.resolve("log"), port, controllerPort);
    format(config);
    start();
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  /** Starts a broker with an empty log. */
  public static KafkaFixture create() {
    try {
      return new KafkaFixture(Files.createTempDirectory("pulse-kafka"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void format(Properties node) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(clusterId)
        .setNodeId(Integer.parseInt(node.getProperty("node.id")))
        .setControllerListenerName(CONTROLLER)
        .setMetadataLogDirectory(node.getProperty("log.dirs"))
        .addDirectory(node.getProperty("log.dirs"))
        .run();
  }

  /** Starts one more broker of the same cluster, without a controller. */
  public void startBroker(int node) throws Exception {
    Properties own = config(node, directory.resolve("log-" + node), freePort(), controllerPort);
    own.setProperty("process.roles", "broker");
    own.setProperty("listeners", own.getProperty("advertised.listeners"));
    format(own);
    KafkaRaftServer broker = new KafkaRaftServer(KafkaConfig.fromProps(own), Time.SYSTEM);
    broker.startup();
    more.put(node, broker);
  }

  /** Stops a broker that {@link #startBroker} started. */
  public void stopBroker(int node) {
    KafkaRaftServer broker = more.remove(node);
    broker.shutdown();
    broker.awaitShutdown();
  }

  /** Creates a topic whose partitions are led by the brokers named, one each. */
  public void createTopic(String topic, List<Integer> leaders) throws Exception {
    Map<Integer, List<Integer>> assignment = new HashMap<>();
    for (int partition = 0; partition < leaders.size(); partition++) {
      assignment.put(partition, List.of(leaders.get(partition)));
    }
    create(new NewTopic(topic, assignment));
  }

  /** The files of a partition; to be changed only while the broker is stopped. */
  public Path logDirectory(String topic, int partition) {
    return directory.resolve("log").resolve(topic + "-" + partition);
  }

  public String bootstrap() {
    return bootstrap;
  }

  public Admin admin() {
    return admin;
  }

  /** Settings of a pipeline with topics of its own, of three partitions each. */
  public Settings settings(String topic) {
    return Settings.of(
        Map.of(
            Setting.KAFKA_BOOTSTRAP,
            bootstrap,
            Setting.KAFKA_TOPIC,
            topic,
            Setting.KAFKA_DEAD_LETTERS,
            topic + "-dead",
            Setting.KAFKA_PARTITIONS,
            "3"));
  }

  /** Starts the broker again, on the same port, with the log it had. */
  public void start() {
    server = new KafkaRaftServer(KafkaConfig.fromProps(config), Time.SYSTEM);
    server.startup();
  }

  public void stop() {
    server.shutdown();
    server.awaitShutdown();
    server = null;
  }

  /** Creates a topic, waiting for one of that name to go first. */
  public void createTopic(String topic, int partitions, Map<String, String> settings)
      throws Exception {
    create(new NewTopic(topic, partitions, (short) 1).configs(settings));
  }

  private void create(NewTopic topic) throws Exception {
    List<String> name = List.of(topic.name());
    await(() -> admin.createTopics(List.of(topic)).all().get(5, TimeUnit.SECONDS));
    await(() -> admin.describeTopics(name).allTopicNames().get(5, TimeUnit.SECONDS));
  }

  /** Deletes a topic and waits until it is gone. */
  public void deleteTopic(String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    await(
        () -> {
          if (admin.listTopics().names().get(5, TimeUnit.SECONDS).contains(topic)) {
            throw new TimeoutException(topic + " is not deleted");
          }
        });
  }

  /** Sends values to one partition and waits until they are there. */
  public void send(String topic, int partition, List<String> values) throws Exception {
    for (String value : values) {
      producer()
          .send(
              new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)));
    }
    producer().flush();
  }

  /** All records of a topic. */
  public List<ConsumerRecord<String, byte[]>> records(String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  /** A producer for this broker. */
  public KafkaProducer<byte[], byte[]> producer() {
    if (producer == null) {
      producer = newProducer(Map.of());
    }
    return producer;
  }

  /**
   * A producer of the caller's own. However slow the machine is, it drops nothing. It waits for
   * each response: a new leader may refuse a first request and accept a second, and Kafka's client
   * would then repeat the first one forever.
   */
  public KafkaProducer<byte[], byte[]> newProducer(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    all.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    all.putAll(settings);
    all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 3 << 20);
    all.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    all.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new KafkaProducer<>(all);
  }

  @Override
  public void close() throws IOException {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
    admin.close(Duration.ofSeconds(5));
    List.copyOf(more.keySet()).forEach(this::stopBroker);
    if (server != null) {
      stop();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private interface BrokerCall {
    void run() throws Exception;
  }

  private static void await(BrokerCall attempt) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (true) {
      try {
        attempt.run();
        return;
      } catch (ExecutionException | TimeoutException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  private static Properties config(int node, Path log, int port, int controllerPort) {
    Properties config = new Properties();
    config.setProperty("node.id", Integer.toString(node));
    config.setProperty("process.roles", "broker,controller");
    config.setProperty(
        "listeners",
        "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
    config.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
    config.setProperty("controller.listener.names", CONTROLLER);
    config.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    config.setProperty("log.dirs", log.toString());
    config.setProperty("auto.create.topics.enable", "false");
    config.setProperty("message.max.bytes", Integer.toString(2 << 20));
    config.setProperty("log.message.timestamp.type", "LogAppendTime");
    config.setProperty("offsets.topic.replication.factor", "1");
    config.setProperty("offsets.topic.num.partitions", "1");
    config.setProperty("transaction.state.log.replication.factor", "1");
    config.setProperty("transaction.state.log.min.isr", "1");
    config.setProperty("transaction.state.log.num.partitions", "1");
    config.setProperty("group.initial.rebalance.delay.ms", "0");
    config.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
    config.setProperty("num.network.threads", "1");
    config.setProperty("num.io.threads", "2");
    config.setProperty("controlled.shutdown.enable", "false");
    return config;
  }

  /** A port that no client is given by the system before a server takes it. */
  public static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Taken: another one.
      }
    }
  }
}
