package dev.meetuppulse.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meetuppulse.feed.HttpOptions;
import dev.meetuppulse.feed.HttpSource;
import dev.meetuppulse.feed.Line;
import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.feed.SourceTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulatedSourceTest {
  private static final long START = 1_790_000_000_000L;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void unpacedItHandsOverTheWholeStreamAndReportsTheEnd() throws Exception {
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
    FakeWallClock time = new FakeWallClock(now);
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

  /** All but what came later than the overlap: of that a server that filters says nothing. */
  @Test
  void aFeedWhoseServerIsKilledMissesNothingThatIsNotTooLate() throws Exception {
    SimulatorOptions options =
        SimulatorOptions.of(6, System.currentTimeMillis() - 28_000, 100).withRecords(3_000);
    Duration overlap = Duration.ofSeconds(10);
    Set<String> expected = new HashSet<>();
    long newest = 0;
    for (Simulator simulator = new Simulator(options); simulator.hasNext(); ) {
      SimulatedRsvp rsvp = (SimulatedRsvp) simulator.next();
      newest = Math.max(newest, rsvp.mtime());
      if (rsvp.mtime() > newest - overlap.toMillis()) {
        expected.add(new String(rsvp.bytes(), UTF_8));
      }
    }
    assertThat(expected).hasSizeGreaterThan(2_500);

    Set<String> got = ConcurrentHashMap.newKeySet();
    HttpOptions http =
        HttpOptions.defaults()
            .withIdle(PATIENCE)
            .withOverlap(overlap)
            .withBackOff(Duration.ofMillis(200), Duration.ofMillis(200));
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    SimulatorServer server = serve(options, any);
    InetSocketAddress same = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    String url = "http://localhost:" + server.port() + "/2/rsvps?since_mtime=1";
    HttpSource source = new HttpSource(url, http, notice -> {});
    CompletableFuture<Void> done =
        CompletableFuture.runAsync(
            () ->
                run(
                    source,
                    line -> {
                      got.add(new String(line.bytes(), UTF_8));
                      if (got.size() == 2_200) {
                        server.close();
                      }
                    }));
    await().atMost(PATIENCE).until(() -> got.size() >= 2_200);
    try (SimulatorServer restarted = serve(options, same)) {
      assertThat(restarted.port()).isEqualTo(same.getPort());
      await().atMost(PATIENCE).until(() -> got.containsAll(expected));
    } finally {
      source.close();
    }
    done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void run(HttpSource source, LineSink sink) {
    try {
      source.run(sink);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SimulatorServer serve(SimulatorOptions options, InetSocketAddress address) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> new SimulatorServer(options, address, SimulatorServer.Pacing.LIVE, SECOND),
            server -> true);
  }

  /** A wall clock that moves only while somebody waits. */
  private static final class FakeWallClock implements SourceTime {
    private long millis;

    FakeWallClock(long millis) {
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
  }
}
