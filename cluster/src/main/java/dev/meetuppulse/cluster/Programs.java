package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.Server.Kind;
import java.util.EnumMap;
import java.util.Map;

/** The program of each kind of server. */
final class Programs {
  private final ClusterFolder folder;
  private final Map<Kind, Program> programs = new EnumMap<>(Kind.class);

  Programs(ClusterFolder folder, ClusterJars jars, ClusterPlan plan) {
    this.folder = folder;
    Program storm = new StormProgram(folder, jars, plan);
    programs.put(Kind.ZOOKEEPER, new ZooKeeperProgram(folder, jars, plan));
    programs.put(Kind.KAFKA, new KafkaProgram(folder, jars, plan));
    programs.put(Kind.REDIS, new RedisProgram(folder, plan));
    programs.put(Kind.SENTINEL, new SentinelProgram(folder, plan));
    programs.put(Kind.NIMBUS, storm);
    programs.put(Kind.SUPERVISOR, storm);
  }

  Program of(Server server) {
    return programs.get(server.kind());
  }

  /** The process of a server, whether it runs or not. */
  ManagedProcess process(Server server) {
    Program program = of(server);
    return new ManagedProcess(
        server,
        folder.of(server),
        server.host().inside(program.command(server)),
        program.environment(server));
  }
}
