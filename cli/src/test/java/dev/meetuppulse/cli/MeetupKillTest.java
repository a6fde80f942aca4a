package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.cli.count.BoardWatch;
import dev.meetuppulse.cli.count.FinalBoards;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.feed.RecordingSource;
import dev.meetuppulse.feed.Source;
import dev.meetuppulse.simulator.Truth;
import dev.meetuppulse.simulator.meetup.AccessFiles;
import dev.meetuppulse.simulator.meetup.ApiFault;
import dev.meetuppulse.simulator.meetup.ApiOptions;
import dev.meetuppulse.simulator.meetup.MeetupApiServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code feed meetup} is killed twice while the API misbehaves in every way; the boards must be
 * those of the API's truth, and so must be those of what it recorded. The world is larger with
 * {@code -Dpulse.meetup.groups=300 -Dpulse.meetup.events=2000 -Dpulse.meetup.seconds=600}, and in
 * real time with {@code -Dpulse.meetup.speed=1}.
 */
@Timeout(1_800)
class MeetupKillTest {
  private static final int GROUPS = Integer.getInteger("pulse.meetup.groups", 30);
  private static final int EVENTS = Integer.getInteger("pulse.meetup.events", 150);
  private static final int SECONDS = Integer.getInteger("pulse.meetup.seconds", 15);
  private static final long SEED = Long.getLong("pulse.meetup.seed", 11);
  private static final int SPEED = Integer.getInteger("pulse.meetup.speed", 100);
  private static final int RSVPS_AN_HOUR = Integer.getInteger("pulse.meetup.rsvps", 200);
  private static final int POINTS = 500;
  private static final int TOP = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(120 + SECONDS);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  @AutoClose private static TestPipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = TestPipeline.start(folder);
  }

  @Test
  void killedTwiceUnderAllFaults_boardsOfTheTruth() throws Exception {
    Settings settings = pipeline.fresh(Map.of(Setting.COUNT_COUNTRIES, "all"));
    AccessFiles access = new AccessFiles(folder.resolve("access"));
    ApiOptions options = options();
    try (MeetupApiServer api =
            new MeetupApiServer(options, access.publicKey()).start("127.0.0.1", 0);
        BoardWatch watch = new BoardWatch(settings)) {
      Path file = access.settings("http://127.0.0.1:" + api.port(), SPEED);
      pipeline.submit(settings);
      for (int third = 1; third <= 2; third++) {
        Process feed = feed(settings, file, third);
        try {
          awaitMoment(api, feed, options, third / 3.0);
        } finally {
          feed.destroyForcibly().waitFor();
        }
      }
      Process feed = feed(settings, file, 3);
      try {
        await().atMost(PATIENCE).until(() -> api.isOver() || !feed.isAlive());
        await()
            .atMost(PATIENCE)
            .failFast("the feed has ended", () -> !feed.isAlive())
            .untilAsserted(() -> assertThat(boards(watch)).isEqualTo(truth(api)));
        assertThat(feed.isAlive()).isTrue();
      } finally {
        feed.destroy();
        feed.waitFor();
      }
      System.out.println(api.status());
      System.out.println(Files.readString(folder.resolve("feed-3.log")));
      assertThat(api.status().at("/points/mostIn60s").asInt()).isBetween(1, POINTS);
      assertThat(api.status().at("/points/refusedForPoints").asInt()).isZero();
      assertThat(recordedBoards()).isEqualTo(truth(api));
    } finally {
      pipeline.kill(settings);
    }
  }

  private static ApiOptions options() {
    Duration length = Duration.ofSeconds((long) SECONDS * SPEED);
    // The world's time ends when real time does.
    long start = System.currentTimeMillis() - length.minusSeconds(SECONDS).toMillis();
    return new ApiOptions(
        SEED,
        GROUPS,
        EVENTS,
        RSVPS_AN_HOUR,
        new ApiOptions.WorldTime(start, SPEED, length),
        POINTS,
        EnumSet.allOf(ApiFault.class));
  }

  /** Until the API has handed out a token to this feed, and its time has come so far. */
  private static void awaitMoment(
      MeetupApiServer api, Process feed, ApiOptions options, double share) {
    long tokens = api.status().path("tokens").asLong();
    long moment = options.pace().start() + (long) (share * options.pace().length().toMillis());
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              JsonNode status = api.status();
              return !feed.isAlive()
                  || status.path("tokens").asLong() > tokens
                      && java.time.Instant.parse(status.path("now").asText()).toEpochMilli()
                          >= moment;
            });
    assertThat(feed.isAlive()).isTrue();
  }

  private static Process feed(Settings settings, Path file, int number) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.meetuppulse.cli.Main", "feed", "meetup"));
    command.addAll(List.of("--network", MeetupApiServer.NETWORK));
    command.addAll(List.of("--settings", file.toString()));
    for (Setting setting :
        List.of(Setting.KAFKA_BOOTSTRAP, Setting.KAFKA_TOPIC, Setting.KAFKA_DEAD_LETTERS)) {
      command.addAll(List.of("--set", setting.key() + "=" + settings.text(setting)));
    }
    command.addAll(
        List.of("--set", Setting.MEETUP_STATE_FILE.key() + "=" + folder.resolve("feed.state")));
    command.addAll(List.of("--record", folder.resolve("feed.jsonl.gz").toString()));
    File log = folder.resolve("feed-" + number + ".log").toFile();
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
  }

  /** Rows of every board but for their labels, which the truth does not have. */
  private static JsonNode boards(BoardWatch watch) {
    Optional<FinalBoards> boards = watch.complete(watch.received(), TOP);
    JsonNode json = JSON.valueToTree(boards.map(FinalBoards::boards).orElse(Map.of()));
    json.findParents("label")
        .forEach(row -> ((com.fasterxml.jackson.databind.node.ObjectNode) row).remove("label"));
    return sameNumbers(json);
  }

  /**
   * Each feed that sent anything recorded to a file of its own; those of killed ones have no end.
   */
  private static JsonNode recordedBoards() throws InterruptedException {
    Truth truth = new Truth(Set.of());
    List<String> files =
        Stream.of("", ".2", ".3")
            .map(part -> folder.resolve("feed.jsonl.gz" + part))
            .filter(Files::exists)
            .map(Path::toString)
            .toList();
    try (Source recording =
        new RecordingSource(files, RecordingSource.AS_FAST_AS_POSSIBLE, false, notice -> {})) {
      recording.run(line -> truth.accept(line.bytes(), Long.MAX_VALUE / 2));
    }
    return sameNumbers(
        truth
            .report(truth.clock(), List.of(Dimension.values()), Settings.defaults().windows(), TOP)
            .get("boards"));
  }

  private static JsonNode truth(MeetupApiServer api) {
    return sameNumbers(api.truth(Set.of(), TOP).get("boards"));
  }

  private static JsonNode sameNumbers(JsonNode json) {
    try {
      return JSON.readTree(json.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
