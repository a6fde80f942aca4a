package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.ClusterJars;
import dev.meetuppulse.cluster.ClusterShape;
import dev.meetuppulse.cluster.ManagedProcess;
import dev.meetuppulse.cluster.Server;
import dev.meetuppulse.cluster.Worker;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.Topics;
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
import picocli.CommandLine.Parameters;
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

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: up, submit, status, kill or down");
  }

  /** Where the cluster is. */
  static final class ClusterOptions {
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

    /** The cluster, if all of it runs. */
    Cluster findUp() {
      Cluster cluster = find();
      if (!cluster.processes().stream().allMatch(ManagedProcess::isAlive)) {
        throw new Failure("the cluster in " + folder() + " is not up; 'pulse cluster up' first");
      }
      return cluster;
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
        "  scripts/pulse cluster up --hosts 3",
      })
  static final class Up implements Callable<Integer> {
    private final Host host;

    @Mixin private CommonOptions common;
    @Mixin private ClusterOptions place;

    @Option(
        names = "--supervisors",
        defaultValue = "2",
        description = "Supervisors (${DEFAULT-VALUE}).")
    private int supervisors;

    @Option(
        names = "--hosts",
        paramLabel = "N",
        description =
            "Spread it over so many hosts of 3 to 9, network namespaces of this machine, each"
                + " with a supervisor: three ZooKeepers, brokers and Sentinels, a Redis with a"
                + " replica, two Nimbuses. Needs root, iproute2 and nftables.")
    private int hosts;

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
                place.folder(),
                place.jars(),
                hosts == 0
                    ? ClusterShape.onThisMachine(supervisors, slots)
                    : ClusterShape.onHosts(hosts, slots));
        cluster.up(host::say);
        host.say("the cluster is up; its logs are under " + cluster.root());
        return 0;
      } catch (ClusterException e) {
        throw new Failure(e.getMessage(), e);
      }
    }
  }

  /** Submits the topology. */
  @Command(
      name = "submit",
      header = "Submit the topology, as 'storm jar' would; it goes on from what is saved.",
      footer = {
        "",
        "Kafka and Redis are the cluster's own; every other setting counts. Two workers if no",
        "setting says otherwise.",
        "",
        "Example:",
        "  scripts/pulse cluster submit --set topology.workers=3",
      })
  static final class Submit implements Callable<Integer> {
    private static final int USUAL_WORKERS = 2;

    private final Host host;

    @Mixin private CommonOptions common;
    @Mixin private ClusterOptions place;
    @Mixin private SettingsOptions options;

    Submit(Host host) {
      this.host = host;
    }

    @Override
    public Integer call() throws InterruptedException {
      Cluster cluster = place.find();
      Settings settings = cluster.settings(options.load(host));
      if (!options.isGiven(Setting.TOPOLOGY_WORKERS, host)) {
        settings =
            settings.with(
                Map.of(
                    Setting.TOPOLOGY_WORKERS,
                    Integer.toString(Math.min(USUAL_WORKERS, cluster.slots()))));
      }
      try {
        Topics.ensure(settings);
        cluster.submit(settings);
      } catch (ClusterException | KafkaAccessException e) {
        throw new Failure(e.getMessage(), e);
      }
      host.say(
          settings.text(Setting.TOPOLOGY_NAME)
              + " is submitted: it reads topic "
              + settings.text(Setting.KAFKA_TOPIC)
              + " at "
              + settings.text(Setting.KAFKA_BOOTSTRAP)
              + " and publishes to "
              + settings.text(Setting.REDIS_URL));
      return 0;
    }
  }

  /** Kills the topology. */
  @Command(
      name = "kill",
      header = "Kill the topology: it reads no more, saves what it has read, and ends.",
      footer = {
        "",
        "A topology that is submitted later under the same settings goes on where this one ended.",
        "",
        "Example:",
        "  scripts/pulse cluster kill -w 10",
      })
  static final class Kill implements Callable<Integer> {
    private final Host host;

    @Mixin private CommonOptions common;
    @Mixin private ClusterOptions place;

    @Option(
        names = {"-w", "--wait"},
        paramLabel = "SECONDS",
        defaultValue = "5",
        description = "Let it drain for so long (${DEFAULT-VALUE}).")
    private int seconds;

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        defaultValue = "meetup-pulse",
        description = "Name of the topology (${DEFAULT-VALUE}).")
    private String name;

    Kill(Host host) {
      this.host = host;
    }

    @Override
    public Integer call() {
      try {
        place.find().kill(name, seconds);
      } catch (ClusterException e) {
        throw new Failure(e.getMessage(), e);
      }
      host.say(name + " is gone");
      return 0;
    }
  }

  /** Shows what runs. */
  @Command(
      name = "status",
      header = "Show what runs, where it listens and where its log is.",
      footer = {"", "Example:", "  scripts/pulse cluster status --json"})
  static final class StatusCommand implements Callable<Integer> {
    private final Host host;

    @Mixin private CommonOptions common;
    @Mixin private ClusterOptions place;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    StatusCommand(Host host) {
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
        row.put("host", process.host());
        row.put("port", process.port());
        row.put("log", process.log().toString());
        rows.add(row);
      }
      for (Worker worker : cluster.workers()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", "worker");
        row.put("up", true);
        row.put("pid", worker.process().pid());
        row.put("port", worker.port());
        row.put("topology", worker.topology());
        row.put("log", cluster.workerLog(worker.topology(), worker.port()).toString());
        rows.add(row);
      }
      List<Map<String, Object>> topologies = topologies(cluster);
      boolean up = rows.stream().allMatch(row -> (boolean) row.get("up"));
      if (json) {
        host.out()
            .println(Json.pretty(Map.of("up", up, "processes", rows, "topologies", topologies)));
      } else {
        rows.forEach(this::print);
        topologies.forEach(this::printTopology);
      }
      return up ? 0 : 1;
    }

    private static List<Map<String, Object>> topologies(Cluster cluster) {
      if (cluster.servers(Server.Kind.NIMBUS).stream()
          .noneMatch(nimbus -> cluster.process(nimbus.name()).isAlive())) {
        return List.of();
      }
      try {
        return cluster.storm().topologies().stream()
            .map(
                topology ->
                    Map.<String, Object>of(
                        "name", topology.name(),
                        "id", topology.id(),
                        "status", topology.status(),
                        "workers", topology.workers()))
            .toList();
      } catch (ClusterException e) {
        throw new Failure(e.getMessage(), e);
      }
    }

    private void printTopology(Map<String, Object> topology) {
      host.out()
          .printf(
              "topology %s: %s, %s workers%n",
              topology.get("name"), topology.get("status"), topology.get("workers"));
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
    @Mixin private ClusterOptions place;

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
