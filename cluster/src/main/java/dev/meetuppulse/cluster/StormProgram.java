package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.Server.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Nimbus or a supervisor, whose ports are its own and those of its slots. */
record StormProgram(ClusterFolder folder, ClusterJars jars, ClusterPlan plan) implements Program {
  private static final int NIMBUS_MEGABYTES = 256;
  private static final int SUPERVISOR_MEGABYTES = 128;

  @Override
  public void write(Server server) throws IOException {
    Map<String, Object> config = new LinkedHashMap<>(StormTimeouts.CONFIG);
    config.put("storm.zookeeper.servers", addresses(Kind.ZOOKEEPER));
    config.put("storm.zookeeper.port", plan.of(Kind.ZOOKEEPER).get(0).port());
    config.put("storm.local.hostname", server.host().address());
    config.put("nimbus.seeds", addresses(Kind.NIMBUS));
    config.put("nimbus.thrift.port", plan.of(Kind.NIMBUS).get(0).port());
    config.put("storm.local.dir", folder.of(server).resolve("local").toString());
    config.put("storm.workers.artifacts.dir", folder.workerLogs().toString());
    config.put("storm.metricstore.class", "org.apache.storm.metricstore.NoOpMetricStore");
    config.put("worker.childopts", "-Xmx%HEAP-MEM%m -XX:-UsePerfData");
    config.put(
        "topology.worker.logwriter.childopts", "-Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    config.put("storm.thrift.transport", OwnAddressTransport.class.getName());
    if (plan.of(Kind.NIMBUS).size() > 1) {
      // The other Nimbus can't lead without the topology's code.
      config.put("topology.min.replication.count", plan.of(Kind.NIMBUS).size());
      config.put("topology.max.replication.wait.time.sec", 10);
    }
    if (server.kind() == Kind.SUPERVISOR) {
      config.put("supervisor.thrift.port", server.port());
      config.put("supervisor.slots.ports", server.ports().subList(1, server.ports().size()));
    }
    Path conf = Files.createDirectories(folder.of(server).resolve("conf"));
    Files.writeString(conf.resolve("storm.yaml"), yaml(config));
  }

  private List<String> addresses(Kind kind) {
    return plan.of(kind).stream().map(each -> each.host().address()).toList();
  }

  @Override
  public List<String> command(Server server) {
    boolean nimbus = server.kind() == Kind.NIMBUS;
    return new JavaCommand(folder, nimbus ? NIMBUS_MEGABYTES : SUPERVISOR_MEGABYTES)
        .with("-Dstorm.home=" + folder.home())
        .with("-Dstorm.log.dir=" + folder.logs())
        .run(
            folder.stormClassPath(server) + ":" + jars.daemons(),
            nimbus
                ? "org.apache.storm.daemon.nimbus.Nimbus"
                : "org.apache.storm.daemon.supervisor.Supervisor");
  }

  /** Workers read the configuration of the supervisor that starts them. */
  @Override
  public Map<String, String> environment(Server server) {
    if (server.kind() != Kind.SUPERVISOR) {
      return Map.of();
    }
    Map<String, String> all = new HashMap<>();
    all.put("STORM_CONF_DIR", folder.of(server).resolve("conf").toString());
    if (server.host().namespace().isPresent()) {
      all.putAll(SkewedClock.environment(folder.of(server)));
    }
    return all;
  }

  private static String yaml(Map<String, Object> config) {
    return config.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String yaml(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(StormProgram::yaml).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Number
        ? value.toString()
        : "'" + value.toString().replace("'", "''") + "'";
  }
}
