package dev.meetuppulse.cli.demo;

import dev.meetuppulse.cli.count.BoardWatch;
import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.EmbeddedStack;
import dev.meetuppulse.cluster.embedded.Ports;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.Progress;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.SimulatorServer;
import dev.meetuppulse.topology.PulseTopology;
import dev.meetuppulse.web.PulseServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts Kafka, Redis and Storm, a simulated stream served over HTTP as Meetup did, the feed that
 * reads it, and the page.
 */
public final class Demo {
  private static final int SIMULATOR_PORT = 8900;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
  private static final Duration FIRST_BOARD_LIMIT = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 100;

  private final Cleanup cleanup;
  private final Progress sent = new Progress(System.currentTimeMillis());
  private final Settings settings;
  private final PulseServer page;
  private final CompletableFuture<Void> feeding;

  private Demo(
      Cleanup cleanup,
      EmbeddedStack stack,
      Settings settings,
      String url,
      Consumer<String> progress)
      throws Exception {
    this.cleanup = cleanup;
    this.settings = settings;
    this.feeding = feed(new DemoFeed(cleanup, settings, url, sent, progress));
    PulseTopology.submit(settings, stack.storm()::submit);
    this.page = cleanup.open(() -> new PulseServer(settings).start());
  }

  /**
   * Starts everything; the owner of the clean-up stops it.
   *
   * @param settings those of the user; where the servers are is replaced
   * @param simulation the stream, which begins in the past
   * @param progress gets a line for each step
   * @throws IOException if a server does not start
   */
  public static Demo start(
      Cleanup cleanup,
      RunDirectory directory,
      Settings settings,
      SimulatorOptions simulation,
      Consumer<String> progress)
      throws Exception {
    CompletableFuture<SimulatorServer> simulator =
        CompletableFuture.supplyAsync(() -> simulator(cleanup, simulation));
    EmbeddedStack stack = cleanup.open(() -> EmbeddedStack.start(directory, true, progress));
    stack.surprises().forEach(progress);
    progress.accept("submitting the topology");
    String url =
        "http://127.0.0.1:"
            + simulator.join().port()
            + "/2/rsvps?since_mtime="
            + simulation.start();
    return new Demo(cleanup, stack, stack.settings(settings), url, progress);
  }

  private static SimulatorServer simulator(Cleanup cleanup, SimulatorOptions simulation) {
    try {
      return cleanup.open(
          () ->
              new SimulatorServer(
                  simulation,
                  new InetSocketAddress(
                      InetAddress.getLoopbackAddress(), Ports.freeOr(SIMULATOR_PORT)),
                  SimulatorServer.Pacing.LIVE,
                  KEEP_ALIVE));
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private static CompletableFuture<Void> feed(DemoFeed feed) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            feed.run();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
  }

  /**
   * Does nothing while the stream is fed.
   *
   * @throws IOException if the feed has failed, saying why
   */
  public void requireFeeding() throws IOException {
    if (feeding.isCompletedExceptionally() && !cleanup.isClosing()) {
      Throwable why = feeding.handle((done, e) -> e).join().getCause();
      throw new IOException("the feed ended: " + why.getMessage(), why);
    }
  }

  /**
   * Waits until a board with a row is up.
   *
   * @throws IOException if that takes far too long, or the feed fails
   */
  public void awaitFirstBoard() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + FIRST_BOARD_LIMIT.toNanos();
    try (BoardWatch boards = new BoardWatch(settings)) {
      while (!boards.anyRow()) {
        if (cleanup.isClosing()) {
          return;
        }
        requireFeeding();
        if (System.nanoTime() > deadline) {
          throw new IOException(
              "no board is up after "
                  + FIRST_BOARD_LIMIT.toSeconds()
                  + " s; run it again with --log FILE to see why");
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }

  public String address() {
    return page.address();
  }

  /** Settings that name its servers. */
  public Settings settings() {
    return settings;
  }

  /** The feed's progress; for one caller. */
  public Progress.Snapshot progress() {
    return sent.snapshot(System.currentTimeMillis());
  }

  /** The settings, with another port for the page if the usual one is taken. */
  public static Settings withFreePort(Settings settings) {
    int usual = Integer.parseInt(Setting.WEB_PORT.defaultValue());
    boolean free = settings.integer(Setting.WEB_PORT) != usual || Ports.isFree(usual);
    return free ? settings : settings.with(Map.of(Setting.WEB_PORT, "0"));
  }
}
