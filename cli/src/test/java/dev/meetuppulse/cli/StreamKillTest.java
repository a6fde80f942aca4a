package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meetuppulse.cli.count.BoardWatch;
import dev.meetuppulse.cli.count.FinalBoards;
import dev.meetuppulse.cluster.embedded.Ports;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.FeedProducer;
import dev.meetuppulse.feed.HttpOptions;
import dev.meetuppulse.feed.HttpSource;
import dev.meetuppulse.simulator.SimulatedSource;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.SimulatorServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of the stream dies and comes back; the boards must not show it. */
class StreamKillTest {
  /** More than sockets buffer, however slow the reader: so that the kill cuts the stream off. */
  private static final long RECORDS = 15_000;

  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @TempDir private static Path folder;

  @AutoClose private static TestPipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = TestPipeline.start(folder);
  }

  @Test
  void serverKilledInTheMiddle_boardsAreThoseOfAnUndisturbedStream() throws Exception {
    SimulatorOptions options =
        SimulatorOptions.of(3, System.currentTimeMillis() - 600_000, 40).withRecords(RECORDS);
    FinalBoards undisturbed =
        pipeline.count(pipeline.fresh(Map.of()), new SimulatedSource(options, false, line -> {}));

    Settings settings = pipeline.fresh(Map.of());
    AtomicLong sent = new AtomicLong();
    int port = Ports.free();
    AtomicReference<HttpSource> following = new AtomicReference<>();
    HttpSource source =
        new HttpSource(
            "http://127.0.0.1:" + port + "/2/rsvps",
            quick(),
            notice -> {
              if (sent.get() >= RECORDS) {
                // It has all of the stream; it would keep asking for the last of it.
                following.get().close();
              }
            });
    following.set(source);
    try (FeedProducer producer = FeedProducer.open(settings, line -> sent.incrementAndGet());
        BoardWatch watch = new BoardWatch(settings)) {
      pipeline.submit(settings);
      SimulatorServer first = serve(options, port);
      CompletableFuture<Void> feeding =
          CompletableFuture.runAsync(
              () -> {
                try {
                  source.run(
                      line -> {
                        producer.accept(line);
                        if (sent.get() == RECORDS / 3) {
                          first.close();
                        }
                      });
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                // Ends the wait with the cause if the feed has failed.
                feeding.getNow(null);
                return sent.get() >= RECORDS / 3;
              });
      try (SimulatorServer second = serve(options, port)) {
        assertThat(second.port()).isEqualTo(port);
        feeding.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      producer.flush();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Optional<FinalBoards> now = watch.complete(sent.get(), 10);
                assertThat(now).map(FinalBoards::boards).hasValue(undisturbed.boards());
              });
      assertThat(sent.get()).as("some came twice").isGreaterThan(RECORDS);
    } finally {
      pipeline.kill(settings);
    }
  }

  private static HttpOptions quick() {
    return HttpOptions.defaults().withBackOff(Duration.ofMillis(200), Duration.ofMillis(400));
  }

  private static SimulatorServer serve(SimulatorOptions options, int port) throws IOException {
    return new SimulatorServer(
        options,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        SimulatorServer.Pacing.FAST,
        Duration.ofSeconds(1));
  }
}
