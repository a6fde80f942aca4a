package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.OnlyWith;
import dev.meetuppulse.cli.OptionRules.Range;
import dev.meetuppulse.cli.feed.FeedMetrics;
import dev.meetuppulse.cli.feed.FeedRun;
import dev.meetuppulse.cli.feed.MetricsServer;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.feed.Cities;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.feed.HttpOptions;
import dev.meetuppulse.feed.HttpSource;
import dev.meetuppulse.feed.RecordingSource;
import dev.meetuppulse.feed.RecordingWriter;
import dev.meetuppulse.feed.Source;
import dev.meetuppulse.feed.TopicResumePoint;
import dev.meetuppulse.feed.TryLaterException;
import dev.meetuppulse.simulator.BurstFile;
import dev.meetuppulse.simulator.SimulatedSource;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings RSVPs into Kafka. */
@Command(
    name = "feed",
    header = "Bring RSVPs into Kafka: from an HTTP stream, recordings, Meetup, or simulated.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Members are taken out before Kafka; the topics are created if they are missing.",
      "",
      "Examples:",
      "  scripts/pulse feed http https://example.org/2/rsvps --kafka broker:9092",
      "  scripts/pulse feed file recording.jsonl.gz --shift-to-now",
      "  scripts/pulse feed meetup --network my-network --settings meetup.yaml",
      "  scripts/pulse feed simulate --rate 100",
      "  scripts/pulse feed http --record today.jsonl.gz",
      "  scripts/pulse feed http --metrics-port 7071",
    })
final class FeedCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing subcommand: http, file, meetup or simulate");
  }

  /** The options of every feed. */
  abstract static class Feed implements Callable<Integer> {
    final CommandContext context;

    @Mixin private CommonOptions common;
    @Mixin private KafkaOptions settings;

    @Option(names = "--print", description = "Print the city of each record as it passes.")
    private boolean print;

    @Option(
        names = "--record",
        paramLabel = "FILE",
        description =
            "Write what is sent to this file too, without members; 'feed file' and 'count' play it."
                + " If FILE exists, recording continues in FILE.2, FILE.3 and so on.")
    private Path record;

    @Range(from = 0, to = 65_535)
    @Option(
        names = "--metrics-port",
        paramLabel = "N",
        description = "Serve metrics for Prometheus on this port, 0 for any; by default none.")
    private Integer metricsPort;

    @OnlyWith("--metrics-port")
    @Option(
        names = "--metrics-host",
        paramLabel = "ADDRESS",
        defaultValue = "127.0.0.1",
        description = "Address for --metrics-port (${DEFAULT-VALUE}).")
    private String metricsHost;

    Feed(CommandContext context) {
      this.context = context;
    }

    /** Settings that its own options say. */
    Map<Setting, String> flags() {
      return Map.of();
    }

    abstract Source source(Settings inForce, Consumer<String> notices);

    @Override
    public Integer call() throws Exception {
      Settings inForce = settings.load(context, flags());
      Source source = source(inForce, context::say);
      Optional<RecordingWriter> recorder = recorder();
      FeedRun run = run(inForce, recorder);
      serveMetrics(run, source);
      long sent = run.run(source, context.cleanup());
      recorder.ifPresent(RecordingWriter::close);
      context.say(sent + " records sent");
      return 0;
    }

    private void serveMetrics(FeedRun run, Source source) throws Exception {
      if (metricsPort != null) {
        FeedMetrics metrics = new FeedMetrics(run::acknowledged, source);
        MetricsServer server =
            context.cleanup().open(() -> MetricsServer.start(metrics, metricsHost, metricsPort));
        context.say("metrics are at " + server.address());
      }
    }

    private FeedRun run(Settings inForce, Optional<RecordingWriter> recorder) {
      return new FeedRun(
          inForce,
          context::say,
          context.isTerminal(),
          recorder.map(writer -> watcher().andThen(writer)).orElseGet(this::watcher),
          () -> recorder.ifPresent(RecordingWriter::flush));
    }

    /** Opens the recording; empty if none is wanted. */
    private Optional<RecordingWriter> recorder() throws Exception {
      if (record == null) {
        return Optional.empty();
      }
      RecordingWriter recorder = context.cleanup().open(() -> new RecordingWriter(record));
      if (!recorder.file().equals(record)) {
        context.say(record + " already exists; recording to " + recorder.file());
      }
      return Optional.of(recorder);
    }

    private Consumer<byte[]> watcher() {
      if (!print) {
        return line -> {};
      }
      Cities cities = new Cities();
      return line -> cities.of(line).ifPresent(context.out()::println);
    }
  }

  @Command(
      name = "http",
      header = "Follow an HTTP stream of JSON lines, such as Meetup's /2/rsvps.",
      description = {
        "",
        "When the stream ends, breaks or falls silent, it reconnects, after a longer pause each"
            + " time, and asks with since_mtime for what it missed. It resumes from what the topic"
            + " holds, also after a restart.",
        "",
        "The proxies of the environment are used: http_proxy, https_proxy, all_proxy, no_proxy."
      },
      footer = {
        "",
        "Examples:",
        "  scripts/pulse feed http",
        "  scripts/pulse feed http https://example.org/rsvps --kafka kafka:9092 --print",
      })
  static final class HttpFeed extends Feed {
    @Parameters(
        arity = "0..1",
        paramLabel = "URL",
        description = "Address of the stream (feed.url).")
    private String url;

    @Range(from = 0)
    @Option(
        names = "--give-up",
        defaultValue = "0",
        paramLabel = "N",
        description = "Stop after N failures in a row; 0 for never (${DEFAULT-VALUE}).")
    private int giveUp;

    HttpFeed(CommandContext context) {
      super(context);
    }

    @Override
    Map<Setting, String> flags() {
      return url == null ? Map.of() : Map.of(Setting.FEED_URL, url);
    }

    @Override
    Source source(Settings inForce, Consumer<String> notices) {
      return new HttpSource(
          inForce.text(Setting.FEED_URL),
          HttpOptions.defaults().givingUpAfter(giveUp).withProxiesOf(context.env()),
          () -> heldMtime(inForce, notices),
          notices);
    }

    private static long heldMtime(Settings inForce, Consumer<String> notices)
        throws InterruptedException {
      try {
        return TopicResumePoint.resumeMtime(inForce);
      } catch (TryLaterException e) {
        throw e;
      } catch (FeedException e) {
        notices.accept(e.getMessage() + "; starting with what the stream sends now");
        return 0;
      }
    }
  }

  @Command(
      name = "file",
      header = "Play recordings, as fast as possible or at their own pace.",
      footer = {
        "",
        "Examples:",
        "  scripts/pulse feed file recording.jsonl.gz",
        "  scripts/pulse feed file recording.jsonl.gz --speed 1 --shift-to-now",
        "  xz -dc recording.jsonl.xz | scripts/pulse feed file - --print",
      })
  static final class FileFeed extends Feed {
    @Mixin private RecordingFiles files;

    @Range(from = 0.001)
    @Option(
        names = "--speed",
        paramLabel = "N",
        description =
            "1 for the original pace, 2 for twice as fast; as fast as possible if not given.")
    private Double speed;

    @Option(
        names = "--shift-to-now",
        description = "Shift all times, so that the records are current.")
    private boolean shiftToNow;

    FileFeed(CommandContext context) {
      super(context);
    }

    @Override
    Source source(Settings inForce, Consumer<String> notices) {
      return new RecordingSource(
          files.names(),
          speed == null ? RecordingSource.AS_FAST_AS_POSSIBLE : speed,
          shiftToNow,
          notices);
    }
  }

  @Command(
      name = "simulate",
      header = "Send simulated RSVPs that look like real ones.",
      description = {
        "",
        "The stream begins now, or at --start; past records are sent immediately, later ones in"
            + " real time."
      },
      footer = {
        "",
        "Examples:",
        "  scripts/pulse feed simulate --rate 100 --print",
        "  scripts/pulse feed simulate --records 100000 --fast --seed 7",
      })
  static final class SimulatedFeed extends Feed {
    @Mixin private SimulationOptions simulation;

    @Option(names = "--fast", description = "Send all --records at once; the stream ends now.")
    private boolean fast;

    @Option(
        names = "--bursts-done",
        paramLabel = "FILE",
        description = "Write what the --bursts did to this file, as JSON, when the feed ends.")
    private Path burstsDone;

    private SimulatedSource source;

    SimulatedFeed(CommandContext context) {
      super(context);
    }

    @Override
    public Integer call() throws Exception {
      int code = super.call();
      if (burstsDone != null) {
        try {
          BurstFile.write(burstsDone, source.bursts());
        } catch (IOException e) {
          throw new Failure("can't write " + burstsDone + " (" + Trouble.firstLine(e) + ")", e);
        }
      }
      return code;
    }

    @Override
    Source source(Settings inForce, Consumer<String> notices) {
      long now = System.currentTimeMillis();
      SimulatorOptions stream = fast ? simulation.endingAt(now) : simulation.startingAt(now);
      source = new SimulatedSource(stream, !fast, line -> {});
      return source;
    }
  }
}
