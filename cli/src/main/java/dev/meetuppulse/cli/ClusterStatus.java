package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.ManagedProcess;
import dev.meetuppulse.cluster.Server;
import dev.meetuppulse.cluster.StormClient;
import dev.meetuppulse.cluster.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what runs. */
@Command(
    name = "status",
    header = "Show what runs, where it listens and where its log is.",
    footer = {"", "Example:", "  scripts/pulse cluster status --json"})
final class ClusterStatus extends ClusterAction {
  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  ClusterStatus(CommandContext context) {
    super(context);
  }

  @Override
  int run(ClusterOptions place) {
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
    List<StormClient.Topology> topologies = new ArrayList<>();
    boolean answered = addTopologies(cluster, topologies);
    boolean up = answered && rows.stream().allMatch(row -> (boolean) row.get("up"));
    if (json) {
      context
          .out()
          .println(PrettyJson.of(Map.of("up", up, "processes", rows, "topologies", topologies)));
    } else {
      rows.forEach(this::print);
      topologies.forEach(this::print);
    }
    return up ? 0 : 1;
  }

  /** False if a Nimbus runs but does not answer. */
  private boolean addTopologies(Cluster cluster, List<StormClient.Topology> topologies) {
    if (cluster.servers(Server.Kind.NIMBUS).stream()
        .noneMatch(nimbus -> cluster.process(nimbus.name()).isAlive())) {
      return true;
    }
    try {
      topologies.addAll(cluster.storm().topologies());
      return true;
    } catch (ClusterException e) {
      context.say("no topologies are shown: Nimbus does not answer; see its log");
      return false;
    }
  }

  private void print(StormClient.Topology topology) {
    context
        .out()
        .printf(
            "topology %s: %s, %s workers%n",
            topology.name(), topology.status(), topology.workers());
  }

  private void print(Map<String, Object> row) {
    context
        .out()
        .printf(
            "%-13s %-5s %8s %6s  %s%n",
            row.get("name"),
            (boolean) row.get("up") ? "up" : "down",
            row.get("pid") == null ? "" : row.get("pid"),
            row.get("port") == null ? "" : row.get("port"),
            row.get("log"));
  }
}
