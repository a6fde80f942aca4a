package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.NotWith;
import dev.meetuppulse.cli.OptionRules.Range;
import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts what does not run. */
@Command(
    name = "up",
    header = "Start ZooKeeper, Kafka, Redis, Nimbus and the supervisors, unless already running.",
    footer = {
      "",
      "Examples:",
      "  scripts/pulse cluster up",
      "  scripts/pulse cluster up --supervisors 3 --slots 1 --dir /tmp/pulse-cluster",
      "  scripts/pulse cluster up --hosts 3",
    })
final class ClusterUp extends ClusterAction {
  @NotWith("--hosts")
  @Range(from = 1, to = 100)
  @Option(
      names = "--supervisors",
      defaultValue = "2",
      description = "Supervisors (${DEFAULT-VALUE}).")
  private int supervisors;

  @Range(from = ClusterShape.MIN_HOSTS, to = ClusterShape.MAX_HOSTS)
  @Option(
      names = "--hosts",
      paramLabel = "N",
      description =
          "Spread it over N hosts, 3 to 9, network namespaces of this machine, each"
              + " with a supervisor: three ZooKeepers, brokers and Sentinels, a Redis with a"
              + " replica, two Nimbuses. Needs root, iproute2 and nftables.")
  private Integer hosts;

  @Range(from = 1, to = 100)
  @Option(
      names = "--slots",
      defaultValue = "2",
      description = "Workers per supervisor (${DEFAULT-VALUE}).")
  private int slots;

  ClusterUp(CommandContext context) {
    super(context);
  }

  @Override
  int run(ClusterOptions place) {
    Cluster cluster =
        Cluster.create(
            place.folder(),
            place.jars(),
            hosts == null
                ? ClusterShape.onThisMachine(supervisors, slots)
                : ClusterShape.onHosts(hosts, slots));
    cluster.up(context::say);
    context.say("the cluster is up; its logs are under " + cluster.root());
    return 0;
  }
}
