package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.Server.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Sentinel: two of three must agree that the primary is gone. */
record SentinelProgram(ClusterFolder folder, ClusterPlan plan) implements Program {
  private static final int AGREEING = 2;
  private static final int DOWN_AFTER_MILLIS = 5_000;
  private static final int FAILOVER_MILLIS = 15_000;

  @Override
  public void write(Server server) throws IOException {
    Path directory = folder.of(server);
    RedisProgram.copyExecutable(directory);
    Path file = directory.resolve("sentinel.conf");
    if (Files.exists(file)) {
      // It keeps its state in there.
      return;
    }
    Server primary = plan.of(Kind.REDIS).get(0);
    String name = ClusterPlan.PRIMARY;
    Files.write(
        file,
        List.of(
            "bind " + server.host().address(),
            "port " + server.port(),
            "dir " + RedisProgram.quoted(directory),
            "protected-mode no",
            "sentinel monitor %s %s %s %s"
                .formatted(name, primary.host().address(), primary.port(), AGREEING),
            "sentinel down-after-milliseconds " + name + " " + DOWN_AFTER_MILLIS,
            "sentinel failover-timeout " + name + " " + FAILOVER_MILLIS));
  }

  @Override
  public List<String> command(Server server) {
    Path directory = folder.of(server);
    return List.of(
        directory.resolve("redis-server").toString(),
        directory.resolve("sentinel.conf").toString(),
        "--sentinel");
  }
}
