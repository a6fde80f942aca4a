package dev.meetuppulse.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A cluster of real processes. */
@Command(
    name = "cluster",
    header = "Run a Storm cluster of real processes on this machine, with Kafka and Redis.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "All its state is in one folder: ./state/cluster of this project, or --dir.",
      "",
      "Examples:",
      "  scripts/pulse cluster up",
      "  scripts/pulse cluster submit",
      "  scripts/pulse cluster status",
      "  scripts/pulse cluster kill",
      "  scripts/pulse cluster down --wipe",
    })
final class ClusterCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  /** The command with its subcommands. */
  static CommandLine line(CommandContext context) {
    return new CommandLine(new ClusterCommand())
        .addSubcommand(new ClusterUp(context))
        .addSubcommand(new ClusterSubmit(context))
        .addSubcommand(new ClusterStatus(context))
        .addSubcommand(new ClusterKill(context))
        .addSubcommand(new ClusterDown(context));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing subcommand: up, submit, status, kill or down");
  }
}
