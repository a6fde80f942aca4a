package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.Range;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.Tail;
import dev.meetuppulse.feed.TailFormat;
import dev.meetuppulse.feed.TailFormat.TailStyle;
import dev.meetuppulse.feed.TailOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a topic holds. */
@Command(
    name = "tail",
    header = "Print the records of the topic.",
    footer = {
      "",
      "Examples:",
      "  scripts/pulse tail",
      "  scripts/pulse tail --new                  only new records",
      "  scripts/pulse tail --dead-letters --json  records that broke a rule",
    })
final class TailCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private CommonOptions common;
  @Mixin private KafkaOptions settings;

  @Option(
      names = "--dead-letters",
      description = "Print the dead-letter topic as it is; 'pulse dead-letters' explains it.")
  private boolean deadLetters;

  @Option(
      names = {"-f", "--follow"},
      description = "Keep printing new records.")
  private boolean follow;

  @Option(names = "--new", description = "Only new records.")
  private boolean onlyNew;

  @Range(from = 1)
  @Option(
      names = {"-n", "--records"},
      paramLabel = "N",
      description = "Stop after N records.")
  private Long most;

  @ArgGroup private RecordOutput output = new RecordOutput();

  /** How records are printed: one of these, or for people. */
  private static final class RecordOutput {
    @Option(names = "--json", description = "One JSON object per record.")
    private boolean json;

    @Option(names = "--raw", description = "The records as they are.")
    private boolean raw;

    TailStyle style() {
      return json ? TailStyle.JSON : raw ? TailStyle.RAW : TailStyle.TEXT;
    }
  }

  TailCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Settings inForce = settings.load(context);
    TailOptions options =
        new TailOptions(
            !onlyNew,
            follow || onlyNew,
            new TailFormat(output.style()),
            most == null ? Long.MAX_VALUE : most);
    Setting topic = deadLetters ? Setting.KAFKA_DEAD_LETTERS : Setting.KAFKA_TOPIC;
    show(context, inForce, inForce.text(topic), options);
    return 0;
  }

  /** Prints what a topic holds, until its end, or until the reader of the output is gone. */
  static void show(CommandContext context, Settings settings, String topic, TailOptions options)
      throws Exception {
    Tail tail = context.cleanup().open(() -> new Tail(settings, topic, options));
    tail.run(
        line -> {
          context.out().println(line);
          if (context.out().checkError()) {
            tail.close();
          }
        });
  }
}
