package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.Cluster;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the processes of the cluster, then deletes its folder if asked to. */
@Command(
    name = "down",
    header = "Stop every process of the cluster.",
    footer = {"", "Example:", "  scripts/pulse cluster down --wipe"})
final class ClusterDown extends ClusterAction {
  @Option(names = "--wipe", description = "Then delete the cluster's folder.")
  private boolean wipe;

  ClusterDown(CommandContext context) {
    super(context);
  }

  @Override
  int run(ClusterOptions place) throws IOException {
    Cluster cluster = place.find();
    cluster.down(context::say);
    if (wipe) {
      cluster.wipe();
      context.say(cluster.root() + " deleted");
    }
    return 0;
  }
}
