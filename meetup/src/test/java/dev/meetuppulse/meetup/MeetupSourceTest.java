package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.feed.EnvironmentProxies;
import dev.meetuppulse.feed.Line;
import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.simulator.Truth;
import dev.meetuppulse.simulator.meetup.ApiFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The source against the mock API: what it hands over must give the boards of the mock's truth. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class MeetupSourceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int TOP = 1_000;

  @TempDir private Path folder;

  /** Takes lines, and fails at a given one, as if the process were killed there. */
  private static final class Sink implements LineSink {
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private volatile int failAt = Integer.MAX_VALUE;

    private static final class Killed extends RuntimeException {}

    @Override
    public void accept(Line line) {
      if (lines.size() >= failAt) {
        failAt = Integer.MAX_VALUE;
        throw new Killed();
      }
      lines.add(line);
    }

    ObjectNode boards() {
      Truth truth = new Truth(Set.of());
      lines.forEach(line -> truth.accept(line.bytes(), Long.MAX_VALUE / 2));
      return truth.report(
          truth.clock(), List.of(Dimension.values()), Settings.defaults().windows(), TOP);
    }
  }

  @Test
  void network_allFaultsAndTwoKills_boardsOfTheTruth() throws Exception {
    Set<ApiFault> faults = EnumSet.allOf(ApiFault.class);
    try (ApiFixture api =
        new ApiFixture(folder, ApiFixture.options(200, Duration.ofMinutes(40), faults))) {
      Sink sink = new Sink();
      sink.failAt = 400;
      runUntilKilled(api.network(), sink);
      sink.failAt = 900;
      runUntilKilled(api.network(), sink);

      runUntilComplete(api, api.network(), sink);

      JsonNode points = api.server().status().get("points");
      assertThat(points.path("mostIn60s").asInt()).isBetween(1, ApiFixture.POINTS);
      assertThat(points.path("refusedForPoints").asInt()).isZero();
      assertThat(points.path("askedTooSoon").asInt()).isZero();
    }
  }

  @Test
  void groups_noFaults_eachAnswerOnce() throws Exception {
    try (ApiFixture api =
        new ApiFixture(folder, ApiFixture.options(200, Duration.ofMinutes(20), Set.of()))) {
      Sink sink = new Sink();

      runUntilComplete(api, api.groups(), sink);

      Truth truth = new Truth(Set.of());
      sink.lines.forEach(line -> truth.accept(line.bytes(), Long.MAX_VALUE / 2));
      assertThat(truth.records().duplicate() + truth.records().stale()).isZero();
      assertThat(truth.records().changed()).isPositive();
    }
  }

  /** All rows of all boards, as text: what differs is then short. */
  private static SortedSet<String> rows(ObjectNode report) {
    SortedSet<String> rows = new TreeSet<>();
    for (Map.Entry<String, JsonNode> dimension : report.get("boards").properties()) {
      for (Map.Entry<String, JsonNode> window : dimension.getValue().properties()) {
        String board = dimension.getKey() + " " + window.getKey() + " ";
        window.getValue().forEach(row -> rows.add(board + row));
      }
    }
    return rows;
  }

  private static void runUntilKilled(MeetupOptions options, Sink sink) throws Exception {
    try (MeetupSource source =
        new MeetupSource(options, new EnvironmentProxies(Map.of()), System.out::println)) {
      source.run(sink);
    } catch (Sink.Killed e) {
      return;
    }
    throw new AssertionError("it was not killed");
  }

  private static void runUntilComplete(ApiFixture api, MeetupOptions options, Sink sink)
      throws Exception {
    MeetupSource source =
        new MeetupSource(options, new EnvironmentProxies(Map.of()), System.out::println);
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(
            () -> {
              try {
                source.run(sink);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> api.server().isOver() || running.isCompletedExceptionally());
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(running.isCompletedExceptionally()).isFalse();
                ObjectNode truth = api.server().truth(Set.of(), TOP);
                ObjectNode boards = sink.boards();
                assertThat(rows(boards)).containsExactlyInAnyOrderElementsOf(rows(truth));
              });
    } finally {
      source.close();
      await().atMost(PATIENCE).until(running::isDone);
    }
  }
}
