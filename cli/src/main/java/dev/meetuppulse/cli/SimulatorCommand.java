package dev.meetuppulse.cli;

import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.SimulatorServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a simulated stream. */
@Command(
    name = "simulator",
    header = "Serve a simulated RSVP stream as Meetup did, or a double of Meetup's API today.",
    description = {
      "",
      "The stream is at /2/rsvps; with --meetup-api there is a GraphQL API with OAuth instead.",
      "",
      "A simulator that is stopped and started again with the same options goes on with the same"
          + " stream; a client that asks with since_mtime misses nothing. Without --start the"
          + " stream began with the day, or with the hour or minute if it is fast."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/pulse simulator",
      "  scripts/pulse simulator --rate 200 --seed 7 --port 8901",
      "  curl -N http://127.0.0.1:8900/2/rsvps",
      "  scripts/pulse feed http http://127.0.0.1:8900/2/rsvps",
      "  scripts/pulse simulator --meetup-api --groups 300 --events 2000 --speed 100 --faults all",
    })
final class SimulatorCommand implements Callable<Integer> {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  private final Host host;

  @Mixin private CommonOptions common;
  @Mixin private SimulationOptions simulation;
  @Mixin private MeetupApiOptions api;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (${DEFAULT-VALUE}).")
  private String address;

  @Option(
      names = "--port",
      defaultValue = "8900",
      description = "Port to listen on, 0 for any (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--fast",
      description = "Send as fast as the client reads, from the stream's beginning.")
  private boolean fast;

  SimulatorCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws Exception {
    if (api.isWanted()) {
      new MeetupApi(host, api, api.of(simulation, System.currentTimeMillis())).serve(address, port);
      return 0;
    }
    SimulatorOptions options = simulation.stable(System.currentTimeMillis());
    SimulatorServer server = host.cleanup().open(() -> start(options));
    host.say(
        "simulating on http://"
            + address
            + ":"
            + server.port()
            + "/2/rsvps, a stream that began "
            + Instant.ofEpochMilli(options.start())
            + "; Ctrl-C stops it");
    host.awaitStop();
    return 0;
  }

  private SimulatorServer start(SimulatorOptions options) {
    try {
      return new SimulatorServer(
          options,
          new InetSocketAddress(address, port),
          fast ? SimulatorServer.Pace.FAST : SimulatorServer.Pace.LIVE,
          KEEP_ALIVE);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
          "can't listen on " + address + ":" + port + " (" + e.getMessage() + "); try --port 0", e);
    }
  }
}
