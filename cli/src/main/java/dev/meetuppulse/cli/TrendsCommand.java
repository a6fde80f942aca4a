package dev.meetuppulse.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The parent of {@link TrendsEvaluateCommand}, its only subcommand. */
@Command(
    name = "trends",
    header = "Measure how well trends are detected.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  scripts/pulse trends evaluate --json",
      "  scripts/pulse trends evaluate --svg curves.svg",
    })
final class TrendsCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing subcommand: evaluate");
  }
}
