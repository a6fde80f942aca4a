package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.Range;
import dev.meetuppulse.cli.count.BoardWatch;
import dev.meetuppulse.cli.demo.Demo;
import dev.meetuppulse.cluster.embedded.Ports;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.Progress;
import dev.meetuppulse.simulator.DemoStory;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows everything at work. */
@Command(
    name = "demo",
    header = "Watch it run: Kafka, Redis, Storm, a simulated stream and the page in one process.",
    description = {
      "",
      "Prints the page's address when the first board is up. Ctrl-C stops everything and leaves"
          + " nothing behind."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/pulse demo",
      "  scripts/pulse demo --rate 200 --port 8080",
      "  scripts/pulse demo --set count.countries=all",
    })
final class DemoCommand implements Callable<Integer> {
  private static final long STATUS_SECONDS = 1;
  private static final int LINE_EVERY = 30;

  private final CommandContext context;

  @Mixin private CommonOptions common;
  @Mixin private OwnServerOptions settings;
  @Mixin private SimulationOptions simulation;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the page (web.port); another one if 7070 is taken.")
  private String port;

  @Range(from = 0)
  @Option(
      names = "--history",
      defaultValue = "60",
      paramLabel = "MINUTES",
      description = "How far back the stream begins, so that windows are full (${DEFAULT-VALUE}).")
  private int history;

  DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    long began = System.nanoTime();
    Settings inForce = inForce();
    SimulatorOptions stream = stream();
    context.catchServerExits();
    context.say("starting Kafka, Redis, Storm and the simulator");
    try {
      Demo demo = Demo.start(context.cleanup(), context.directory(), inForce, stream, context::say);
      context.say("waiting for the first board");
      demo.awaitFirstBoard();
      if (context.cleanup().isClosing()) {
        return 0;
      }
      announce(demo, System.nanoTime() - began);
      showStatus(demo);
      return 0;
    } catch (IOException | IllegalStateException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private Settings inForce() {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    SettingsOptions.put(flags, Setting.WEB_PORT, port);
    Settings asked = settings.load(context, flags);
    if (port == null) {
      return Demo.withFreePort(asked);
    }
    if (!port.equals("0") && !Ports.isFree(asked.integer(Setting.WEB_PORT))) {
      throw new Failure("port " + port + " is taken; choose another, or 0 for any free one");
    }
    return asked;
  }

  /** The simulated stream; with the demo's own story unless bursts are asked for. */
  private SimulatorOptions stream() {
    long since = System.currentTimeMillis() - Duration.ofMinutes(history).toMillis();
    SimulatorOptions stream = simulation.startingAt(since);
    if (!stream.bursts().isEmpty()) {
      return stream;
    }
    DemoStory story = new DemoStory(stream.seed(), stream.groups());
    return stream.withBursts(story.bursts(System.currentTimeMillis()));
  }

  private void announce(Demo demo, long nanos) {
    context.say(
        String.format(
            Locale.ROOT,
            "the first board is up after %.0f s; Ctrl-C stops everything",
            TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0));
    context.out().println(demo.address());
    context.say(
        "for others to join: Kafka listens on "
            + demo.settings().text(Setting.KAFKA_BOOTSTRAP)
            + ", Redis on "
            + demo.settings().text(Setting.REDIS_URL));
  }

  /** One line that changes in place, or a line now and then where there is no terminal. */
  private void showStatus(Demo demo) throws InterruptedException, IOException {
    boolean terminal = context.isTerminal();
    try (BoardWatch boards = new BoardWatch(demo.settings())) {
      for (int n = 1; !context.cleanup().isClosing(); n++) {
        TimeUnit.SECONDS.sleep(STATUS_SECONDS);
        if (context.cleanup().isClosing()) {
          break;
        }
        demo.requireFeeding();
        if (terminal) {
          context.err().print("\r\033[K" + line(demo.progress(), boards.received()));
          context.err().flush();
        } else if (n % LINE_EVERY == 0) {
          context.say(line(demo.progress(), boards.received()));
        }
      }
    }
  }

  private static String line(Progress.Snapshot sent, long counted) {
    return String.format(
        Locale.ROOT,
        "%,d records sent, %.0f/s, %,d counted; last from %s",
        sent.records(),
        sent.perSecond(),
        counted,
        sent.lastCity());
  }
}
