package dev.meetuppulse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.OpenServers;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.drill.Drill;
import dev.meetuppulse.drill.Fault;
import dev.meetuppulse.drill.FaultReport;
import dev.meetuppulse.feed.FeedProducer;
import dev.meetuppulse.feed.Line;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.Topics;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.simulator.SimulatedLine;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.Truth;
import dev.meetuppulse.web.PulseServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests on a cluster of real processes. They run after packaging, since it needs the jars. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ClusterCheck {
  private static final String SECRET = "Vw8kQz31rT";
  private static final int RECORDS = 500;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Servers outlive the process that starts them; a test run that is killed leaves none. */
  private static final Cleanup CLEANUP = new Cleanup(System.out::println);

  private static Path folder;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    ClusterJars jars = ClusterJars.of(Path.of(System.getProperty("pulse.home")));
    assertThat(jars.topology()).exists();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    folder = CLEANUP.open(() -> RunDirectory.in(temporary)).path();
    cluster = Cluster.create(folder.resolve("cluster"), jars, ClusterShape.USUAL);
    CLEANUP.open(() -> (AutoCloseable) cluster::killAll);
    LoggedMetrics.ofEveryTopology(cluster);
    cluster.up(System.out::println);
  }

  @AfterAll
  static void stop() {
    CLEANUP.close();
  }

  /** Some faults of many, for their time; {@code scripts/pulse drill} has all. */
  @Test
  void afterAnyFault_everyCountAndRowIsRight() throws Exception {
    List<FaultReport> reports = new ArrayList<>();
    Drill.Options options = new Drill.Options(7, 400, 800, Optional.empty());
    try (Drill drill = new Drill(cluster, options, System.out::println)) {
      reports.add(drill.run(Fault.WORKER_KILL, "count"));
      reports.add(drill.run(Fault.REDIS_RESTART, "with persistence"));
      reports.add(drill.run(Fault.TOPOLOGY_RESUBMIT, "drained"));
      reports.add(drill.run(Fault.POISON, ""));
    }
    assertThat(reports).allMatch(FaultReport::clean);
    assertThat(reports).allMatch(report -> report.sent() >= options.records());
    assertThat(reports)
        .filteredOn(report -> report.fault().equals(Fault.WORKER_KILL.id()))
        .allMatch(report -> report.restarts() > 0);
  }

  @Test
  void everyServer_listensOnLoopbackAlone() throws Exception {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .toList();
    for (ManagedProcess process : cluster.processes()) {
      assertThat(takesConnections(InetAddress.getLoopbackAddress(), process))
          .as(process.name())
          .isTrue();
      assertThat(others)
          .as(process.name())
          .noneMatch(address -> takesConnections(address, process));
    }
  }

  private static boolean takesConnections(InetAddress address, ManagedProcess process) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, process.port()), 2_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Most of them reach the consumer from another worker, by way of Kryo. */
  @Test
  void metricsConsumerOfStorm_getsMetricsFromEveryTask_andNoWorkerDies() throws Exception {
    Settings settings = settings("metrics");
    String name = settings.text(Setting.TOPOLOGY_NAME);
    Topics.ensure(settings);
    cluster.submit(settings);
    Awaitility.await().atMost(LIMIT).until(() -> workers(name).size() == 2);
    List<Worker> workers = workers(name);
    Map<String, Set<Integer>> slots = cluster.storm().slots(name);
    slots.keySet().removeIf(component -> component.startsWith("__metrics"));
    assertThat(slots.values().stream().flatMap(Set::stream).distinct()).hasSize(2);
    Awaitility.await()
        .atMost(LIMIT)
        .failFast("a worker has died", () -> !workers.containsAll(workers(name)))
        .untilAsserted(
            () -> assertThat(LoggedMetrics.slots(cluster, workers)).containsAllEntriesOf(slots));
    assertThat(filesWith("Class is not registered")).isEmpty();
    cluster.killTopology(name, 0);
  }

  private static List<Worker> workers(String topology) {
    return cluster.workers().stream()
        .filter(worker -> worker.topology().startsWith(topology + "-"))
        .toList();
  }

  @Test
  void redisWithPasswordAndTls_works_andThePasswordIsNowhere() throws Exception {
    Path own = Files.createDirectories(folder.resolve("redis-secrets"));
    TlsRedis server = TlsRedis.start(own, SECRET).orElse(null);
    assumeTrue(server != null, "there is no redis-server with TLS on this machine");
    try (server) {
      countsWithoutRevealingSecrets(
          settings("redis-secrets")
              .with(
                  Map.of(
                      Setting.REDIS_URL,
                      server.url(),
                      Setting.REDIS_USER,
                      TlsRedis.USER,
                      Setting.REDIS_PASSWORD_FILE,
                      Files.writeString(own.resolve("password"), SECRET).toString(),
                      Setting.REDIS_TRUST_FILE,
                      server.trustFile().toString())));
    }
    assertThat(filesWith("rediss://")).isNotEmpty();
    assertThat(filesWith(SECRET)).isEmpty();
  }

  @Test
  void kafkaWithPasswordAndTls_works_andThePasswordIsNowhere() throws Exception {
    Path own = Files.createDirectories(folder.resolve("kafka-secrets"));
    try (TlsKafka server = TlsKafka.start(own, SECRET)) {
      Settings settings =
          settings("kafka-secrets").with(Map.of(Setting.KAFKA_BOOTSTRAP, server.bootstrap()));
      Path wrong = server.clientFile(own.resolve("wrong.properties"), SECRET + "x");
      assertThatThrownBy(
              () ->
                  Topics.ensure(settings.with(Map.of(Setting.KAFKA_CLIENT_FILE, wrong.toString()))))
          .isInstanceOf(KafkaAccessException.class)
          .hasMessageContaining("Authentication failed")
          .hasMessageNotContaining(SECRET);
      Path right = server.clientFile(own.resolve("right.properties"), SECRET);
      countsWithoutRevealingSecrets(
          settings.with(Map.of(Setting.KAFKA_CLIENT_FILE, right.toString())));
    }
    assertThat(filesWith("SASL_SSL")).isNotEmpty();
    assertThat(filesWith(SECRET)).isEmpty();
  }

  /**
   * Every row and count is right, bad records included, and no page or configuration reveals a
   * secret.
   */
  private static void countsWithoutRevealingSecrets(Settings settings) throws Exception {
    Topics.ensure(settings);
    cluster.submit(settings);
    Truth truth = send(settings);
    try (BoardReader reader = new BoardReader(settings)) {
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .ignoreException(StoreException.class)
          .untilAsserted(() -> assertRight(reader, truth));
    }
    assertThat(cluster.storm().configuration(settings.text(Setting.TOPOLOGY_NAME)))
        .contains(settings.text(Setting.TOPOLOGY_NAME))
        .doesNotContain(SECRET);
    assertThat(pages(settings)).isNotEmpty().noneMatch(page -> page.contains(SECRET));
    cluster.killTopology(settings.text(Setting.TOPOLOGY_NAME), 1);
  }

  private static Settings settings(String name) {
    Map<Setting, String> values = OpenServers.apart(name);
    values.put(Setting.TOPOLOGY_WORKERS, "2");
    values.put(Setting.COUNT_CLOCK, "event");
    values.put(Setting.WEB_PORT, "0");
    return cluster.settings(Settings.of(values));
  }

  private static Truth send(Settings settings) throws InterruptedException {
    Truth truth = new Truth(Set.of("us"));
    Simulator simulator =
        new Simulator(SimulatorOptions.of(1, 1_704_067_200_000L, 20).withPoison(0.05));
    try (FeedProducer producer = FeedProducer.open(settings, line -> {})) {
      for (int i = 0; i < RECORDS; i++) {
        SimulatedLine line = simulator.next();
        truth.accept(line);
        producer.accept(Line.of(line.bytes()));
      }
      producer.flush();
    }
    return truth;
  }

  private static void assertRight(BoardReader reader, Truth truth) throws IOException {
    BoardReader.PublishedBoards published = reader.read(List.of(Dimension.CITIES), "all");
    assertThat(published.status()).isNotNull();
    JsonNode records = new ObjectMapper().readTree(published.status()).path("records");
    assertThat(records.path("received").asLong()).isEqualTo(truth.records().received());
    assertThat(records.path("invalid").asLong()).isEqualTo(truth.records().invalid());
    assertThat(records.path("new").asLong()).isEqualTo(truth.records().newRsvps());
    JsonNode rows = new ObjectMapper().readTree(published.boards().get(0)).path("rows");
    assertThat(rows)
        .extracting(row -> row.path("key").asText() + " " + row.path("rsvps").asLong())
        .containsExactlyElementsOf(
            truth.board(Dimension.CITIES, Window.ALL, truth.clock(), 50).stream()
                .map(row -> row.key() + " " + row.rsvps())
                .toList());
  }

  private static List<String> pages(Settings settings) throws Exception {
    List<String> pages = new ArrayList<>();
    try (PulseServer server = new PulseServer(settings).start()) {
      HttpClient client = HttpClient.newHttpClient();
      for (String path :
          List.of("/", "/api/v1/status", "/api/v1/boards/cities/all", "/api/v1/openapi.json")) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .timeout(LIMIT)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        pages.add(answer.headers() + answer.body());
      }
    }
    return pages;
  }

  /** Of those that Storm, Kafka and ZooKeeper wrote: logs, topology, configuration, state. */
  private static List<Path> filesWith(String text) throws IOException {
    return FileSearch.filesWith(cluster.root(), text);
  }
}
