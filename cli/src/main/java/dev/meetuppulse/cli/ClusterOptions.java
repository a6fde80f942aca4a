package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterJars;
import dev.meetuppulse.cluster.ManagedProcess;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where the cluster is, and the cluster there. */
final class ClusterOptions {
  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      description = "Folder of the cluster's state; by default state/cluster of this project.")
  private Path folder;

  Path folder() {
    String home = System.getProperty("pulse.checkout", home().toString());
    return folder != null ? folder : Path.of(home, "state", "cluster");
  }

  ClusterJars jars() {
    return ClusterJars.of(home());
  }

  Cluster find() {
    return Cluster.find(folder(), jars())
        .orElseThrow(
            () -> new Failure("there is no cluster in " + folder() + "; 'pulse cluster up' first"));
  }

  /** The cluster, if all of it runs. */
  Cluster findUp() {
    Cluster cluster = find();
    if (!cluster.processes().stream().allMatch(ManagedProcess::isAlive)) {
      throw new Failure("the cluster in " + folder() + " is not up; 'pulse cluster up' first");
    }
    return cluster;
  }

  /** Where the jars are: for a checkout, the copy that the next build replaces. */
  private static Path home() {
    return Path.of(System.getProperty("pulse.home", "."));
  }
}
