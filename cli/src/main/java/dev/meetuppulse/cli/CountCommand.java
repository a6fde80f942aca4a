package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.Range;
import dev.meetuppulse.cli.count.BoardsTable;
import dev.meetuppulse.cli.count.CountPlace;
import dev.meetuppulse.cli.count.CountRun;
import dev.meetuppulse.cli.count.FinalBoards;
import dev.meetuppulse.cli.count.InProcess;
import dev.meetuppulse.cli.count.OnCluster;
import dev.meetuppulse.cluster.embedded.EmbeddedStack;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.RecordingSource;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Counts recordings. */
@Command(
    name = "count",
    header = "Count recordings with the whole pipeline and print the final boards.",
    description = {
      "",
      "Starts Kafka, Redis and Storm in this process, feeds the recordings as one stream, counts"
          + " them by event time, and ends when everything is counted."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/pulse count recording.jsonl.gz",
      "  scripts/pulse count monday.jsonl tuesday.jsonl --countries gb,ca --json",
      "  scripts/pulse count recording.jsonl.gz --workers cluster",
      "  zcat recording.jsonl.gz | scripts/pulse count - --countries all",
    })
final class CountCommand implements Callable<Integer> {

  enum Workers {
    LOCAL,
    CLUSTER
  }

  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private OwnServerOptions settings;

  @Mixin private RecordingFiles files;

  @Option(
      names = "--countries",
      paramLabel = "CC[,CC]",
      description = "Countries that count (count.countries), or all.")
  private String countries;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of the topic (kafka.partitions).")
  private String partitions;

  @Option(
      names = "--workers",
      defaultValue = "local",
      paramLabel = "local|cluster",
      description =
          "Count in this process, or with the workers of 'pulse cluster up' (${DEFAULT-VALUE}).")
  private Workers workers;

  @Mixin private ClusterOptions cluster;

  @Range(from = 1, to = 1000)
  @Option(
      names = "--top",
      defaultValue = "10",
      paramLabel = "N",
      description = "Rows of a board at most (${DEFAULT-VALUE}).")
  private int top;

  @Option(names = "--json", description = "Print the boards as JSON.")
  private boolean json;

  CountCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    if (workers == Workers.LOCAL && spec.commandLine().getParseResult().hasMatchedOption("--dir")) {
      throw new ParameterException(
          spec.commandLine(), "--dir has no effect without --workers cluster");
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    SettingsOptions.put(flags, Setting.COUNT_COUNTRIES, countries);
    SettingsOptions.put(flags, Setting.KAFKA_PARTITIONS, partitions);
    flags.put(Setting.COUNT_TOP, Integer.toString(top));
    flags.put(Setting.COUNT_CLOCK, "event");
    Settings asked = CountRun.settings(settings.load(context, flags));
    try {
      // Before anything is started: it waits for the first record of a pipe.
      RecordingSource source =
          new RecordingSource(
              files.names(), RecordingSource.AS_FAST_AS_POSSIBLE, false, context::say);
      context.cleanup().open(() -> source);
      CountPlace place = context.cleanup().open(this::place);
      FinalBoards boards =
          new CountRun(place.settings(asked), top, context::say).run(source, place::submit);
      context.out().print(json ? PrettyJson.of(boards) + "\n" : BoardsTable.of(boards));
      return 0;
    } catch (IOException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private CountPlace place() throws IOException {
    if (workers == Workers.CLUSTER) {
      return new OnCluster(cluster.findUp());
    }
    context.catchServerExits();
    return new InProcess(EmbeddedStack.start(context.directory(), false, context::say));
  }
}
