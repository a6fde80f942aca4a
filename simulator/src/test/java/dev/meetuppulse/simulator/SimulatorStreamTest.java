package dev.meetuppulse.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.simulator.SimulatedLine;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.SimulatorServer;
import dev.meetuppulse.simulator.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The HTTP source against the simulated server, as people run them. */
class SimulatorStreamTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** More than sockets buffer, so that a kill cuts the stream off. */
  private static final int RECORDS = 20_000;

  private final SimulatorOptions options =
      SimulatorOptions.of(7, System.currentTimeMillis() - Duration.ofHours(2).toMillis(), 5)
          .withRecords(RECORDS)
          .withPoison(0.002)
          .withGroups(500);
  private final Truth disturbed = new Truth(Set.of("us"));
  private final List<String> notices = new ArrayList<>();
  @AutoClose private SimulatorServer server;
  private int received;

  @Test
  void serverKilledAgainAndAgain_theBoardsOfAnUndisturbedRun() throws Exception {
    Truth undisturbed = new Truth(Set.of("us"));
    RsvpParser parser = new RsvpParser();
    byte[] last = new byte[0];
    for (Simulator simulator = new Simulator(options); simulator.hasNext(); ) {
      SimulatedLine line = simulator.next();
      undisturbed.accept(line);
      boolean valid = parser.parse(line.bytes(), 0, System.currentTimeMillis()) instanceof Rsvp;
      last = valid ? line.bytes() : last;
    }
    byte[] lastRsvp = last;

    serve(0);
    HttpOptions patience =
        HttpOptions.defaults().withIdle(LONG).withBackOff(Duration.ofMillis(10), LONG);
    String url = "http://127.0.0.1:" + server.port() + "/2/rsvps";
    HttpSource source = new HttpSource(url, patience, notices::add);
    source.run(
        line -> {
          disturbed.accept(line.bytes(), System.currentTimeMillis());
          received++;
          if (Arrays.equals(line.bytes(), lastRsvp)) {
            source.close();
          } else if (received % 4000 == 0) {
            int port = server.port();
            server.close();
            serve(port);
          }
        });

    assertThat(notices).hasSizeGreaterThanOrEqualTo(3);
    assertThat(received).isGreaterThan(RECORDS);
    assertThat(disturbed.clock()).isEqualTo(undisturbed.clock());
    for (Dimension dimension : Dimension.values()) {
      for (Window window : Window.parseList("5m:1s,1h:1m,all")) {
        assertThat(disturbed.board(dimension, window, undisturbed.clock(), 1000))
            .isEqualTo(undisturbed.board(dimension, window, undisturbed.clock(), 1000));
      }
    }
  }

  private void serve(int port) {
    try {
      server =
          new SimulatorServer(
              options,
              new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
              SimulatorServer.Pacing.FAST,
              Duration.ofSeconds(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
