package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.cluster.embedded.EmbeddedRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Redis: the first is the primary until Sentinels say otherwise, others are its replicas. */
record RedisProgram(ClusterFolder folder, ClusterPlan plan) implements Program {
  private static final String CONFIGURATION = "redis.conf";

  @Override
  public void write(Server server) throws IOException {
    Path directory = folder.of(server);
    copyExecutable(directory);
    Path file = directory.resolve(CONFIGURATION);
    boolean underSentinels = !plan.of(Kind.SENTINEL).isEmpty();
    if (underSentinels && Files.exists(file)) {
      // Sentinels wrote into it which server is whose replica.
      return;
    }
    List<String> lines =
        new ArrayList<>(
            List.of(
                "bind " + server.host().address(),
                "port " + server.port(),
                "dir " + quoted(directory),
                "save \"\"",
                "appendonly yes"));
    if (underSentinels) {
      // Only the cluster's own hosts reach it. It has no password, so protected mode would refuse
      // them.
      lines.add("protected-mode no");
      lines.add("repl-diskless-sync-delay 0");
    }
    Server first = plan.of(Kind.REDIS).get(0);
    if (!server.equals(first)) {
      lines.add("replicaof " + first.host().address() + " " + first.port());
    }
    Files.write(file, lines);
  }

  /** A path as Redis reads it. */
  static String quoted(Path path) {
    return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  static void copyExecutable(Path directory) throws IOException {
    Path executable = directory.resolve("redis-server");
    if (!Files.exists(executable)) {
      Files.copy(
          Path.of(EmbeddedRedis.executable(Files.createDirectories(directory.resolve("jar")))),
          executable,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  @Override
  public List<String> command(Server server) {
    Path directory = folder.of(server);
    return List.of(
        directory.resolve("redis-server").toString(), directory.resolve(CONFIGURATION).toString());
  }
}
