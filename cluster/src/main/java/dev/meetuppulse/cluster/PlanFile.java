package dev.meetuppulse.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan in a file, a line a server: kind, name, host, address, namespace or -, ports. */
final class PlanFile {
  private static final String NONE = "-";
  private static final int FIELDS = 6;

  private PlanFile() {}

  static void save(ClusterPlan plan, Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Server server : plan.servers()) {
      lines.add(
          String.join(
              " ",
              server.kind().name(),
              server.name(),
              server.host().name(),
              server.host().address(),
              server.host().namespace().orElse(NONE),
              server.ports().stream().map(String::valueOf).collect(Collectors.joining(","))));
    }
    Files.write(file, lines);
  }

  /**
   * The saved plan; empty if there is none.
   *
   * @throws ClusterException if it can't be read
   */
  static Optional<ClusterPlan> load(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ClusterPlan(Files.readAllLines(file).stream().map(PlanFile::server).toList()));
    } catch (IOException | IllegalArgumentException e) {
      throw new ClusterException(
          "can't use " + file + "; remove its folder and start the cluster again", e);
    }
  }

  private static Server server(String line) {
    String[] fields = line.split(" ");
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException(line);
    }
    Host host =
        new Host(
            fields[2],
            fields[3],
            Optional.of(fields[4]).filter(namespace -> !namespace.equals(NONE)));
    return new Server(
        Server.Kind.valueOf(fields[0]),
        fields[1],
        host,
        Arrays.stream(fields[5].split(",")).map(Integer::valueOf).toList());
  }
}
