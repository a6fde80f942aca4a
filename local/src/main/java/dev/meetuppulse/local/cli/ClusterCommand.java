package dev.meetuppulse.local.cli;

import dev.meetuppulse.local.cluster.Cluster;
import dev.meetuppulse.local.cluster.ClusterException;
import dev.meetuppulse.local.cluster.ClusterJars;
import dev.meetuppulse.local.cluster.ManagedProcess;
import dev.meetuppulse.local.cluster.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "  scripts/pulse cluster status",
      "  scripts/pulse cluster down --wipe",
    })
final class ClusterCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: up, submit, status, kill or down");
  }

  /** Where the cluster is. */
  static final class Place {
    @Option(
        names = "--dir",
        paramLabel = "FOLDER",
        description = "Folder of the cluster's state; by default state/cluster of this project.")
    private Path folder;

    Path folder() {
      return folder != null ? folder : home().resolve("state/cluster");
    }

    ClusterJars jars() {
      return ClusterJars.of(home());
    }

    Cluster find() {
      return Cluster.find(folder(), jars())
          .orElseThrow(
              () ->
                  new Failure("there is no cluster in " + folder() + "; 'pulse cluster up' first"));
    }

    private static Path home() {
      return Path.of(System.getProperty("pulse.home", "."));
    }
  }

  /** Starts what does not run. */
  @Command(
      name = "up",
      header =
          "Start ZooKeeper, Kafka, Redis, Nimbus and the supervisors, as far as they don't run.",
      footer = {
        "",
        "Examples:",
        "  scripts/pulse cluster up",
        "  scripts/pulse cluster up --supervisors 3 --slots 1 --dir /tmp/pulse-cluster",
      })
  static final class Up implements Callable<Integer> {
    private final Host host;

    @Mixin private CommonOptions common;
    @Mixin private Place place;

    @Option(
        names = "--supervisors",
        defaultValue = "2",
        description = "Supervisors (${DEFAULT-VALUE}).")
    private int supervisors;

    @Option(
        names = "--slots",
        defaultValue = "2",
        description = "Workers that each can start (${DEFAULT-VALUE}).")
    private int slots;

    Up(Host host) {
      this.host = host;
    }

    @Override
    public Integer call() {
      try {
        Cluster cluster =
            Cluster.create(
                place.folder(), place.jars(), new Cluster.Shape(supervisors, slots, true));
        cluster.up(host::say);
        host.say("the cluster is up; its logs are under " + cluster.root());
        return 0;
      } catch (ClusterException e) {
        throw new Failure(e.getMessage(), e);
      }
    }
  }

  /** Shows what runs. */
  @Command(
      name = "status",
      header = "Show what runs, where it listens and where its log is.",
      footer = {"", "Example:", "  scripts/pulse cluster status --json"})
  static final class Status implements Callable<Integer> {
    private final Host host;

    @Mixin private CommonOptions common;
    @Mixin private Place place;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    Status(Host host) {
      this.host = host;
    }

    @Override
    public Integer call() {
      Cluster cluster = place.find();
      List<Map<String, Object>> rows = new ArrayList<>();
      for (ManagedProcess process : cluster.processes()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", process.name());
        row.put("up", process.isAlive());
        row.put("pid", process.handle().map(ProcessHandle::pid).orElse(null));
        row.put("port", process.port());
        row.put("log", process.log().toString());
        rows.add(row);
      }
      for (Worker worker : cluster.workers()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", "worker");
        row.put("up", true);
        row.put("pid", worker.process().pid());
        row.put("log", cluster.root().resolve("logs/workers").toString());
        rows.add(row);
      }
      boolean up = rows.stream().allMatch(row -> (boolean) row.get("up"));
      if (json) {
        host.out().println(Json.pretty(Map.of("up", up, "processes", rows)));
      } else {
        rows.forEach(this::print);
      }
      return up ? 0 : 1;
    }

    private void print(Map<String, Object> row) {
      host.out()
          .printf(
              "%-13s %-5s %8s %6s  %s%n",
              row.get("name"),
              (boolean) row.get("up") ? "up" : "down",
              row.get("pid") == null ? "" : row.get("pid"),
              row.get("port") == null ? "" : row.get("port"),
              row.get("log"));
    }
  }

  /** Stops everything. */
  @Command(
      name = "down",
      header = "Stop every process of the cluster.",
      footer = {"", "Example:", "  scripts/pulse cluster down --wipe"})
  static final class Down implements Callable<Integer> {
    private final Host host;

    @Mixin private CommonOptions common;
    @Mixin private Place place;

    @Option(names = "--wipe", description = "Then delete the cluster's folder.")
    private boolean wipe;

    Down(Host host) {
      this.host = host;
    }

    @Override
    public Integer call() throws IOException {
      Cluster cluster = place.find();
      cluster.down(host::say);
      if (wipe) {
        cluster.wipe();
        host.say(cluster.root() + " deleted");
      }
      return 0;
    }
  }
}
