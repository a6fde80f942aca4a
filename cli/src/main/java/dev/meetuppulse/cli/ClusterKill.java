package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.Range;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Kills the topology. */
@Command(
    name = "kill",
    header = "Kill the topology: it stops reading, saves what it has read, and ends.",
    footer = {
      "",
      "A topology that is submitted later under the same settings resumes where this one stopped.",
      "",
      "Example:",
      "  scripts/pulse cluster kill -w 10",
    })
final class ClusterKill extends ClusterAction {
  @Range(from = 0)
  @Option(
      names = {"-w", "--wait"},
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Seconds to drain before the kill (${DEFAULT-VALUE}).")
  private int seconds;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      defaultValue = "meetup-pulse",
      description = "Name of the topology (${DEFAULT-VALUE}).")
  private String name;

  ClusterKill(CommandContext context) {
    super(context);
  }

  @Override
  int run(ClusterOptions place) {
    place.find().killTopology(name, seconds);
    context.say(name + " is killed");
    return 0;
  }
}
