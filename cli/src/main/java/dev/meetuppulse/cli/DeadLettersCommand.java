package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.Range;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.DeadLetterFormat;
import dev.meetuppulse.feed.DeadLetterFormat.LetterStyle;
import dev.meetuppulse.feed.TailOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the records that broke a rule. */
@Command(
    name = "dead-letters",
    header = "Show the records that broke a rule: reason, place, and the line without its member.",
    footer = {
      "",
      "Once fixed, they can be sent again and count as new records; letters marked (cut) are left"
          + " out.",
      "",
      "Examples:",
      "  scripts/pulse dead-letters --reason bad_value          all of that kind",
      "  scripts/pulse dead-letters --reason future --follow",
      "  scripts/pulse dead-letters --lines >broken.jsonl       fix the file, then:",
      "  scripts/pulse feed file broken.jsonl",
    })
final class DeadLettersCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private CommonOptions common;
  @Mixin private KafkaOptions settings;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description =
          "Only those with this reason, such as bad_value:mtime, or with this kind of reason, such as"
              + " bad_value.")
  private String reason;

  @Option(
      names = {"-f", "--follow"},
      description = "Keep printing new records.")
  private boolean follow;

  @Range(from = 1)
  @Option(
      names = {"-n", "--records"},
      paramLabel = "N",
      description = "Stop after N letters.")
  private long most = Long.MAX_VALUE;

  @ArgGroup private LettersOutput output = new LettersOutput();

  /** How letters are printed: one of these, or for people. */
  private static final class LettersOutput {
    @Option(names = "--json", description = "One JSON object per letter.")
    private boolean json;

    @Option(names = "--lines", description = "Only the lines, to fix and resend.")
    private boolean lines;

    LetterStyle style() {
      return json ? LetterStyle.JSON : lines ? LetterStyle.LINE : LetterStyle.TEXT;
    }
  }

  DeadLettersCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Settings inForce = settings.load(context);
    DeadLetterFormat format = new DeadLetterFormat(this::isWanted, output.style());
    TailCommand.show(
        context,
        inForce,
        inForce.text(Setting.KAFKA_DEAD_LETTERS),
        new TailOptions(true, follow, format, most));
    return 0;
  }

  private boolean isWanted(String found) {
    return reason == null || found.equals(reason) || found.startsWith(reason + ":");
  }
}
