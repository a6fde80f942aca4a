package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.feed.HttpOptions;
import dev.meetuppulse.feed.HttpSource;
import dev.meetuppulse.feed.Line;
import dev.meetuppulse.feed.SourceTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulatedSourceTest {
  private static final long START = 1_790_000_000_000L;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

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
    long now = START + 60_000;
    FakeTime time = new FakeTime(now);
    List<Long> late = new ArrayList<>();
    SimulatedSource[] source = new SimulatedSource[1];
    source[0] =
        new SimulatedSource(
            SimulatorOptions.of(2, START, 50),
            true,
            line -> {
              late.add(time.millis() - Math.max(now, line.at()));
              if (late.size() == 4_000) {
                source[0].close();
              }
            },
            time);

    source[0].run(line -> {});

    assertThat(late).hasSize(4_000).containsOnly(0L);
    assertThat(time.millis()).isGreaterThan(now);
  }

  @Test
  void aFeedWhoseServerIsKilledAndRestartedBringsTheSameBoards() throws Exception {
    SimulatorOptions options =
        SimulatorOptions.of(6, System.currentTimeMillis() - 28_000, 100).withRecords(3_000);
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
            PATIENCE, PATIENCE, SECOND, Duration.ofMillis(200), Duration.ofMillis(200), 0);
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
    await().atMost(PATIENCE).until(() -> disturbed.records().received() >= 2_200);
    try (SimulatorServer restarted = serve(options, same)) {
      assertThat(restarted.port()).isEqualTo(same.getPort());
      done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    assertThat(disturbed.records().received()).isGreaterThanOrEqualTo(3_000);
    assertThat(boards(disturbed)).isEqualTo(boards(undisturbed));
  }

  private static SimulatorServer serve(SimulatorOptions options, InetSocketAddress address) {
    return await()
        .atMost(PATIENCE)
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

  /** A wall clock that moves only while somebody waits. */
  private static final class FakeTime implements SourceTime {
    private long millis;

    FakeTime(long millis) {
      this.millis = millis;
    }

    @Override
    public long millis() {
      return millis;
    }

    @Override
    public long nanos() {
      return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public boolean await(CountDownLatch closed, long nanos) {
      millis += TimeUnit.NANOSECONDS.toMillis(nanos);
      return closed.getCount() == 0;
    }

    @Override
    public <T> T poll(BlockingQueue<T> queue, long nanos) {
      return queue.poll();
    }
  }
}
