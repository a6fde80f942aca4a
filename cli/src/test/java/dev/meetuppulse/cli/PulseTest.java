package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.cluster.embedded.EmbeddedRedis;
import dev.meetuppulse.cluster.embedded.Ports;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.RedisOwners;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PulseTest {
  @TempDir private Path folder;
  private final List<TestContext> contexts = new ArrayList<>();

  @AfterEach
  void closeHosts() {
    contexts.forEach(TestContext::close);
  }

  @Test
  void helpOfEveryCommandTeachesByExample() {
    for (String command : Pulse.commandLine(context().context()).getSubcommands().keySet()) {
      TestContext context = context();
      assertThat(context.run(command, "--help")).as(command).isZero();
      assertThat(context.out()).as(command).contains("Usage: pulse " + command);
      if (!command.equals("test")) {
        assertThat(context.out()).as(command).contains("Example");
      }
    }
  }

  @Test
  void examplesFitATerminal() {
    List<CommandLine> lines = new ArrayList<>(List.of(Pulse.commandLine(context().context())));
    for (int i = 0; i < lines.size(); i++) {
      lines.addAll(lines.get(i).getSubcommands().values());
      assertThat(lines.get(i).getCommandSpec().usageMessage().footer())
          .filteredOn(row -> row.startsWith("  "))
          .allMatch(row -> row.length() < 80);
    }
  }

  @Test
  void version_isThatOfTheBuildAndOfJava() {
    TestContext context = context();
    assertThat(context.run("--version")).isZero();
    assertThat(context.out()).startsWith("Meetup Pulse ").contains("Java " + Runtime.version());
  }

  @Test
  void noCommand_isWrongUsage() {
    assertThat(errorOf(2)).contains("missing command");
  }

  @ParameterizedTest
  @ValueSource(strings = {"count a.jsonl", "demo", "cluster submit"})
  void commandWithServersOfItsOwn_refusesOptionsForOthers(String command) {
    for (String flag :
        List.of(
            "--redis redis://127.0.0.1:1",
            "--kafka 127.0.0.1:1",
            "--set redis.url=redis://a",
            "--set redis.password-file=a",
            "--set kafka.client-file=a")) {
      assertThat(errorOf(2, (command + " " + flag).split(" ")))
          .containsAnyOf(flag.split(" ")[0], "redis.url");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count a --top 0",
        "count a --top -5",
        "demo --history -5",
        "cluster up --supervisors 0",
        "cluster up --slots 0",
        "cluster up --hosts 2",
        "cluster kill -w -5",
        "drill --hosts 10",
        "drill --rate 0",
        "bench --partitions 0",
        "tail -n -5",
        "dead-letters -n 0",
        "feed http --give-up -1",
        "feed http --metrics-port 99999",
        "feed file a --speed 0",
        "feed file a --speed NaN",
        "simulator --port 99999",
      })
  void numberWithoutSense_isWrongUsage(String command) {
    assertWrongUsage(command, "; allowed: ");
  }

  @ParameterizedTest
  @CsvSource({
    "count a --dir b, --dir has no effect without --workers cluster",
    "tail --json --raw, mutually exclusive",
    "simulator --points 5, --points has no effect without --meetup-api",
    "simulator --meetup-api --rate 5, --rate has no effect with --meetup-api",
    "simulator --meetup-api --fast, --fast has no effect with --meetup-api",
    "cluster up --hosts 3 --supervisors 4, --supervisors has no effect with --hosts",
    "drill --minutes 5, --minutes has no effect without --random",
    "feed http --metrics-host ::1, --metrics-host has no effect without --metrics-port",
    "tail --redis redis://a, --redis",
    "dead-letters --redis redis://a, --redis",
    "feed http --redis redis://a, --redis",
    "web --kafka a:1, --kafka",
    "test --verbose, --verbose",
  })
  void optionThatWouldBeIgnored_isWrongUsage(String command, String message) {
    assertWrongUsage(command, message);
  }

  @ParameterizedTest
  @CsvSource({
    "count a --set count.top=50, count.top",
    "count a --set count.clock=wall, count.clock",
    "count a --set topology.batch=60000, topology.in-flight is '50000'",
    "demo --set count.save-every=1m, count.save-every is '1m'",
    "cluster submit --set topology.worker-options=-ea, topology.worker-options is '-ea'",
    "count - -, standard input can be read once",
    "feed file - -, standard input can be read once",
    "feed http ftp://x, feed.url is 'ftp://x'",
    "conut, conut",
    "doctor --colour, --colour",
    "settings --set count.top=none, count.top is 'none' … from 1 to 1000",
    "settings --settings absent.yaml, absent.yaml",
    "doctor --nimbus nimbus-1, --nimbus is 'nimbus-1' … HOST:PORT",
    "doctor --kafka localhost, kafka.bootstrap is 'localhost' … HOST:PORT",
    "trends, evaluate",
    "trends evaluate --hours 0, --hours 1 to 1000",
  })
  void whatCantBeDone_isWrongUsageBeforeAnythingStarts(String command, String message) {
    assertWrongUsage(command, message);
  }

  private void assertWrongUsage(String command, String message) {
    assertThat(errorOf(2, command.split(" "))).contains(message.split(" … ")).endsWith(" --help')");
  }

  @Test
  void argumentThatBeginsWithAnAt_isNoFileOfArguments() throws Exception {
    Path arguments = Files.writeString(folder.resolve("arguments"), "--help");
    assertThat(errorOf(1, "count", "@" + arguments)).contains("@" + arguments);
  }

  @Test
  void settingsFromAPipe_areRead() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process writer =
        new ProcessBuilder("sh", "-c", "echo 'count.top: 7' >\"$0\"", pipe.toString()).start();
    TestContext context = context();
    assertThat(context.run("settings", "--settings", pipe.toString())).as(context.err()).isZero();
    assertThat(context.out()).contains("count.top: '7'");
    assertThat(writer.waitFor()).isZero();
  }

  @Test
  void statusWhileNimbusDoesNotAnswer_showsWhatRunsAndReportsIt() throws Exception {
    String own = Long.toString(ProcessHandle.current().pid());
    String stat = Files.readString(Path.of("/proc/self/stat"));
    Path nimbus = Files.createDirectory(folder.resolve("nimbus"));
    Files.writeString(
        folder.resolve("plan.txt"), "NIMBUS nimbus local 127.0.0.1 - " + Ports.free());
    Files.writeString(nimbus.resolve("nimbus.pid"), own + " " + stat.split(" ")[21]);
    Files.createDirectories(folder.resolve("lib/worker"));
    System.setProperty("pulse.home", folder.toString());
    try {
      TestContext context = context();
      assertThat(context.run("cluster", "status", "--dir", folder.toString())).isOne();
      assertThat(context.out()).startsWith("nimbus ").contains(" up ", own);
      assertThat(context.errLines())
          .containsExactly("no topologies are shown: Nimbus does not answer; see its log");
    } finally {
      System.clearProperty("pulse.home");
    }
  }

  @Test
  void commandOnAClusterThatIsDown_reportsIt() throws Exception {
    Files.writeString(folder.resolve("plan.txt"), "REDIS redis local 127.0.0.1 - 1\n");
    assertThat(errorOf(1, "cluster", "submit", "--dir", folder.toString()))
        .contains(folder + " is not up; 'pulse cluster up' first");
  }

  @Test
  void logThatCantBeWritten_isNamed() {
    String log = folder.resolve("absent/log").toString();
    assertThat(errorOf(1, "settings", "--log", log)).contains(log, "--log");
  }

  @Test
  void settingsFileOfWhichSomethingWouldBeLeftOut_isRefused() throws Exception {
    for (String[] bad :
        new String[][] {
          {"kafka.bootstrap=broker:9092\n", "does not consist of lines such as"},
          {"- count.top\n", "does not consist of lines such as"},
          {"count: {top: 5}\ncount: {windows: 1h}\n", "Duplicate field 'count'"},
          {"count: {top: 5}\ncount.top: 6\n", "count.top is set twice"},
          {"count.countries: [{us: 1}]\n", "count.countries"},
          {"count.countries: 'us,,ca'\n", "count.countries"},
          {"count.dimensions: ','\n", "count.dimensions"},
          {"count.windows: '1m:1s,,all'\n", "count.windows"},
        }) {
      Path file = Files.writeString(folder.resolve("pulse.yaml"), bad[0]);
      assertThat(errorOf(2, "settings", "--settings", file.toString()))
          .contains(bad[1], "pulse.yaml");
    }
  }

  @Test
  void settingsFileWithAList_isReadAsWithCommas() throws Exception {
    Path file = Files.writeString(folder.resolve("pulse.yaml"), "count.countries: [us, ca]\n");
    TestContext context = context();
    assertThat(context.run("settings", "--settings", file.toString())).isZero();
    assertThat(context.out()).contains("count.countries: 'us,ca'");
  }

  @Test
  void doctor_serverThatWasAskedForByItsDefaultAddress_fails() throws Exception {
    Path file = Files.writeString(folder.resolve("pulse.yaml"), "redis.url: redis://127.0.0.1:1\n");
    Path same =
        Files.writeString(
            folder.resolve("same.yaml"),
            "redis.url: " + Setting.REDIS_URL.defaultValue() + "\ntopology.workers: 1\n");
    assertThat(context().run("doctor", "--settings", file.toString())).isOne();
    Settings settings = Settings.load(same, Map.of(), Map.of());
    assertThat(settings.isGiven(Setting.REDIS_URL)).isTrue();
    assertThat(settings.isGiven(Setting.TOPOLOGY_WORKERS)).isTrue();
    assertThat(settings.isGiven(Setting.KAFKA_BOOTSTRAP)).isFalse();
  }

  /** The running jar is a copy, which the next build replaces. */
  @Test
  void clusterOfACheckout_isKeptInTheCheckout() {
    System.setProperty("pulse.checkout", folder.toString());
    try {
      assertThat(errorOf(1, "cluster", "status"))
          .contains("no cluster in " + folder.resolve("state/cluster"));
    } finally {
      System.clearProperty("pulse.checkout");
    }
  }

  @Test
  void drillInAFolderOfACluster_isRefused() throws Exception {
    Files.writeString(folder.resolve("plan.txt"), "REDIS redis - - - 1\n");
    assertThat(errorOf(2, "drill", "--fault", "worker-kill", "--dir", folder.toString()))
        .contains("there is a cluster", "already");
  }

  @Test
  void flagsOverrideTheEnvironmentWhichOverridesTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("pulse.yaml"), "count: {top: 5}\nweb.port: 1\n");
    TestContext context = context("PULSE_COUNT_TOP", "6", "PULSE_REDIS_PREFIX", "a");
    assertThat(context.run("settings", "--settings", file.toString(), "--set", "redis.prefix=b"))
        .isZero();
    assertThat(context.out()).contains("count.top: '6'", "web.port: '1'", "redis.prefix: 'b'");
  }

  @Test
  void settingsFileMayBeNamedInTheEnvironment() throws Exception {
    Path file = Files.writeString(folder.resolve("pulse.yaml"), "count.top: 5\n");
    TestContext context = context("PULSE_SETTINGS", file.toString());
    assertThat(context.run("settings")).isZero();
    assertThat(context.out()).contains("count.top: '5'");
  }

  @Test
  void doctor_kafkaAskedForButAbsent_fails() throws Exception {
    TestContext context = context();
    assertThat(context.run("doctor", "--kafka", "127.0.0.1:1", "--json")).isEqualTo(1);
    JsonNode found = new ObjectMapper().readTree(context.out());
    assertThat(found.path("ok").asBoolean()).isFalse();
    assertThat(found.path("checks").findValuesAsText("name"))
        .contains("Java", "Kafka", "Redis", "Storm");
  }

  @Test
  void doctor_nimbusAskedForButSilent_fails() throws Exception {
    String nimbus = "127.0.0.1:" + Ports.free();
    TestContext context = context();
    assertThat(context.run("doctor", "--nimbus", nimbus, "--json")).isEqualTo(1);
    JsonNode check = check(context, "Storm");
    assertThat(check.path("state").asText()).isEqualToIgnoringCase("bad");
    assertThat(check.path("found").asText()).contains(nimbus);
  }

  @Test
  void recordingThatCantBeRead_isNamedBeforeAnythingStarts() throws Exception {
    String absent = folder.resolve("absent.jsonl").toString();
    String empty = Files.createFile(folder.resolve("empty.jsonl")).toString();
    String blank = Files.writeString(folder.resolve("blank.jsonl"), " \n\n").toString();
    byte[] notGzip = {0x1F, (byte) 0x8B, 0, 0};
    String damaged = Files.write(folder.resolve("damaged.gz"), notGzip).toString();
    for (String file : List.of(absent, empty, blank, damaged, folder.toString())) {
      for (String[] command : new String[][] {{"count", file, "--json"}, {"feed", "file", file}}) {
        assertThat(errorOf(1, command)).contains(file);
      }
    }
  }

  @Test
  void kafkaThatIsDown_isNamed() throws Exception {
    String file = Files.writeString(folder.resolve("a.jsonl"), "{}\n").toString();
    String nowhere = "127.0.0.1:" + Ports.free();
    for (String[] command :
        new String[][] {{"feed", "file", file, "--kafka", nowhere}, {"tail", "--kafka", nowhere}}) {
      assertThat(errorOf(1, command)).contains(nowhere, "start it");
    }
  }

  @Test
  void redisThatIsDown_isNamed_andThePageStartsAllTheSame() throws Exception {
    String nowhere = "redis://127.0.0.1:" + Ports.free();
    TestContext context = context();
    CompletableFuture<Integer> web =
        CompletableFuture.supplyAsync(() -> context.run("web", "--port", "0", "--redis", nowhere));
    Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> context.errLines().size() == 2 || web.isDone());
    assertThat(context.errLines()).hasSize(2);
    assertThat(context.errLines().get(0))
        .contains(nowhere, "check that it runs", "the page shows boards once it answers");
    String page = context.errLines().get(1).replaceAll(".*(http\\S+);.*", "$1");
    HttpResponse<String> metrics =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(page + "/metrics")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(metrics.body()).contains("pulse_redis_up 0.0");
    context.close();
    assertThat(web.join()).isZero();
  }

  @Test
  void redisThatRefuses_isReportedWithItsMessageAndTheSetting() throws Exception {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 0)) {
      assertThat(errorOf(1, "web", "--port", "0", "--redis", redis.url() + "/99"))
          .contains("ERR DB index is out of range; choose another database in redis.url");

      TestContext doctor = context();
      assertThat(doctor.run("doctor", "--redis", redis.url() + "/99", "--json")).isEqualTo(1);
      JsonNode check = check(doctor, "Redis");
      assertThat(check.path("found").asText()).contains("ERR DB index is out of range");
      assertThat(check.path("advice").asText()).isEqualTo("choose another database in redis.url");
    }
  }

  @Test
  void redisOfAnotherDeployment_isReportedByDoctor() throws Exception {
    try (EmbeddedRedis redis = EmbeddedRedis.start(folder, 0)) {
      Settings first = Settings.of(Map.of(Setting.REDIS_URL, redis.url()));
      try (RedisOwners owners = new RedisOwners(first)) {
        owners.claim("one");
      }
      TestContext context = context();
      assertThat(context.run("doctor", "--redis", redis.url(), "--json")).isZero();
      assertThat(check(context, "Redis").path("found").asText()).contains("topic rsvps");

      TestContext other = context("PULSE_KAFKA_TOPIC", "others");
      assertThat(other.run("doctor", "--redis", redis.url(), "--json")).isEqualTo(1);
      assertThat(check(other, "Redis").path("advice").asText()).contains("redis.prefix");
    }
  }

  private static JsonNode check(TestContext context, String name) throws Exception {
    for (JsonNode check : new ObjectMapper().readTree(context.out()).path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check of " + name);
  }

  @Test
  void portThatIsTaken_isNamedBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      for (String command : List.of("demo", "simulator")) {
        assertThat(errorOf(1, command, "--port", port)).contains(port);
      }
    }
  }

  @Test
  void evaluationOfTrends_printsFiguresOfEveryDetectorAsJson() throws Exception {
    TestContext context = context();
    String command = "trends evaluate --json --runs 1 --hours 1 --rate 10";
    assertThat(context.run(command.split(" "))).isZero();
    JsonNode detectors = new ObjectMapper().readTree(context.out()).get("detectors");
    assertThat(detectors).hasSize(5);
    JsonNode surprise = detectors.get(3);
    assertThat(surprise.get("detector").textValue()).isEqualTo("surprise");
    assertThat(surprise.get("bursts").intValue()).isEqualTo(2);
    assertThat(surprise.get("recall").doubleValue()).isEqualTo(1);
    assertThat(surprise.get("falseAlarmsPerHour").doubleValue()).isLessThanOrEqualTo(1);
  }

  @Test
  void settingsPageOfTheDocsIsUpToDate() throws Exception {
    Path page = Path.of("..", "docs", "SETTINGS.md");
    assertThat(Files.readString(page))
        .as("run: scripts/pulse settings --markdown >docs/SETTINGS.md")
        .isEqualTo(SettingsPage.markdown());
  }

  @Test
  void metricsPageOfTheDocsIsUpToDate() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "METRICS.md")))
        .as("run: scripts/pulse metrics --markdown >docs/METRICS.md")
        .isEqualTo(MetricsCommand.markdown());
  }

  @Test
  void settingsTemplate_setsNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("pulse.yaml"), SettingsPage.template());
    TestContext untouched = context();
    TestContext withFile = context();
    assertThat(untouched.run("settings")).isZero();
    assertThat(withFile.run("settings", "--settings", file.toString())).isZero();
    assertThat(withFile.out()).isEqualTo(untouched.out());
  }

  @Test
  void settingsFile_withEveryKeyUncommented_isReadBackUnchanged() throws Exception {
    Path file = folder.resolve("pulse.yaml");
    Files.writeString(file, SettingsPage.template().replaceAll("(?m)^#(\\w+\\.)", "$1"));
    TestContext defaults = context();
    TestContext fromFile = context();
    assertThat(defaults.run("settings")).isZero();
    assertThat(fromFile.run("settings", "--settings", file.toString())).as(fromFile.err()).isZero();
    assertThat(fromFile.out()).isEqualTo(defaults.out());
  }

  /** Runs a command that must exit with {@code code}, and returns its one-line error. */
  private String errorOf(int code, String... args) {
    TestContext context = context();
    assertThat(context.run(args)).as(context.err()).isEqualTo(code);
    assertThat(context.errLines()).as(String.join(" ", args)).hasSize(1);
    assertThat(context.out()).isEmpty();
    return context.errLines().get(0);
  }

  private TestContext context(String... env) {
    TestContext context = TestContext.open(folder, env);
    contexts.add(context);
    return context;
  }
}
