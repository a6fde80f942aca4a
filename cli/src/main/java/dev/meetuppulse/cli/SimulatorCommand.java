package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.NotWith;
import dev.meetuppulse.cli.OptionRules.Range;
import dev.meetuppulse.core.settings.ServerAddress;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.SimulatorServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a simulated stream. */
@Command(
    name = "simulator",
    header = "Serve a simulated RSVP stream as Meetup did, or a mock of today's Meetup API.",
    description = {
      "",
      "The stream is at /2/rsvps; with --meetup-api there is a GraphQL API with OAuth instead.",
      "",
      "A simulator restarted with the same options resumes the same stream; a client that asks"
          + " with since_mtime misses nothing. Without --start the stream began with the day, or"
          + " with the hour or minute if it is fast.",
      "",
      "With --out it writes the stream as a recording, as fast as it can be read."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/pulse simulator",
      "  scripts/pulse simulator --rate 200 --seed 7 --port 8901",
      "  scripts/pulse simulator --out day.jsonl --records 100000 --seed 7",
      "  curl -N http://127.0.0.1:8900/2/rsvps",
      "  scripts/pulse feed http http://127.0.0.1:8900/2/rsvps",
      "  scripts/pulse simulator --meetup-api --events 2000 --speed 100 --faults all",
    })
final class SimulatorCommand implements Callable<Integer> {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int LINES_AT_ONCE = 1_000;
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  private final CommandContext context;

  @Mixin private CommonOptions common;
  @Mixin private SimulationOptions simulation;
  @Mixin private MeetupApiOptions api;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (${DEFAULT-VALUE}).")
  private String address;

  @Range(from = 0, to = 65_535)
  @Option(
      names = "--port",
      defaultValue = "8900",
      description = "Port to listen on, 0 for any (${DEFAULT-VALUE}).")
  private int port;

  @NotWith("--meetup-api")
  @Option(
      names = "--fast",
      description = "Send as fast as the client reads, from the stream's beginning.")
  private boolean fast;

  @NotWith("--meetup-api")
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write --records lines to a file instead, - for standard output, and end.")
  private String out;

  SimulatorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (api.isWanted()) {
      new MockMeetup(context, api, api.of(simulation, System.currentTimeMillis()))
          .serve(address, port);
      return 0;
    }
    if (out != null) {
      write(simulation.endingAt(System.currentTimeMillis()));
      return 0;
    }
    SimulatorOptions options = simulation.stable(System.currentTimeMillis());
    SimulatorServer server = context.cleanup().open(() -> start(options));
    context.say(
        "simulating on %s/2/rsvps, a stream that began %s; Ctrl-C stops it"
            .formatted(
                new ServerAddress(address, server.port()).url(),
                Instant.ofEpochMilli(options.start())));
    context.awaitStop();
    return 0;
  }

  private void write(SimulatorOptions options) {
    try (OutputStream lines =
        new BufferedOutputStream(
            out.equals("-") ? context.out() : Files.newOutputStream(Path.of(out)), BUFFER_BYTES)) {
      Simulator simulator = new Simulator(options);
      while (simulator.hasNext() && !context.out().checkError()) {
        for (int i = 0; i < LINES_AT_ONCE && simulator.hasNext(); i++) {
          lines.write(simulator.next().bytes());
          lines.write('\n');
        }
      }
    } catch (IOException e) {
      throw new Failure("can't write to " + out + ": " + Trouble.firstLine(e), e);
    }
  }

  private SimulatorServer start(SimulatorOptions options) {
    try {
      return new SimulatorServer(
          options,
          new InetSocketAddress(address, port),
          fast ? SimulatorServer.Pacing.FAST : SimulatorServer.Pacing.LIVE,
          KEEP_ALIVE);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
          "can't listen on "
              + new ServerAddress(address, port)
              + " ("
              + e.getMessage()
              + "); try --port 0",
          e);
    }
  }
}
