package dev.meetuppulse.feed.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meetuppulse.core.count.Dimension;
import dev.meetuppulse.core.count.Window;
import dev.meetuppulse.feed.HttpOptions;
import dev.meetuppulse.feed.HttpSource;
import dev.meetuppulse.feed.Line;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SimulatedSourceTest {
  private static final long START = 1_790_000_000_000L;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void unpacedItHandsOverTheWholeStreamAndSaysSo() throws Exception {
    SimulatorOptions options = SimulatorOptions.of(2, START, 1).withRecords(3_000).withPoison(0.1);
    List<Line> lines = new ArrayList<>();
    Truth sent = new Truth(Set.of());
    new SimulatedSource(options, false, sent::accept).run(lines::add);
    assertThat(lines).hasSize(3_000);
    assertThat(sent.records().received()).isEqualTo(3_000);
    Simulator again = new Simulator(options);
    for (Line line : lines) {
      byte[] bytes = again.next().bytes();
      assertThat(line.length()).isEqualTo(bytes.length);
      if (!line.isStub()) {
        assertThat(line.bytes()).isEqualTo(bytes);
      }
    }
    assertThat(lines.stream().filter(Line::isStub).count()).isPositive();
  }

  @Test
  void pacedItWaitsForTheWallClockAndStopsWhenClosed() throws Exception {
    long now = System.currentTimeMillis();
    SimulatedSource source =
        new SimulatedSource(SimulatorOptions.of(2, now - 60_000, 50), true, line -> {});
    int[] lines = new int[1];
    source.run(
        line -> {
          if (++lines[0] == 4_000) {
            source.close();
          }
        });
    assertThat(lines[0]).isEqualTo(4_000);
    assertThat(System.currentTimeMillis() - now).isGreaterThan(5_000);
  }

  @Test
  void aFeedWhoseServerIsKilledAndRestartedBringsTheSameBoards() throws Exception {
    SimulatorOptions options =
        SimulatorOptions.of(6, System.currentTimeMillis() - 20_000, 100).withRecords(3_000);
    Truth undisturbed = new Truth(Set.of("us"));
    Simulator simulator = new Simulator(options);
    byte[] last = null;
    while (simulator.hasNext()) {
      SimulatedLine line = simulator.next();
      undisturbed.accept(line);
      last = line.bytes();
    }
    byte[] lastLine = last;

    Truth disturbed = new Truth(Set.of("us"));
    HttpOptions http =
        new HttpOptions(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            SECOND,
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            0);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    SimulatorServer server = serve(options, any);
    InetSocketAddress same = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    HttpSource source =
        new HttpSource(
            "http://localhost:" + server.port() + "/2/rsvps?since_mtime=1", http, notice -> {});
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread feed =
        new Thread(
            () -> {
              try {
                source.run(
                    line -> {
                      disturbed.accept(line.bytes(), System.currentTimeMillis());
                      if (disturbed.records().received() == 2_200) {
                        server.close();
                      }
                      if (Arrays.equals(line.bytes(), lastLine)) {
                        source.close();
                      }
                    });
                done.complete(null);
              } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    feed.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> disturbed.records().received() >= 2_200);
    try (SimulatorServer restarted = serve(options, same)) {
      assertThat(restarted.port()).isEqualTo(same.getPort());
      done.get(60, TimeUnit.SECONDS);
    }
    assertThat(disturbed.records().received()).isGreaterThanOrEqualTo(3_000);
    assertThat(boards(disturbed)).isEqualTo(boards(undisturbed));
  }

  private static SimulatorServer serve(SimulatorOptions options, InetSocketAddress address) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(
            () -> new SimulatorServer(options, address, SimulatorServer.Pace.LIVE, SECOND),
            server -> true);
  }

  private static String boards(Truth truth) {
    return truth
        .report(truth.clock(), List.of(Dimension.values()), Window.DEFAULTS, 1_000)
        .get("boards")
        .toString();
  }
}
