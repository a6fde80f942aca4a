package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.Server.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics of all topologies of a cluster, as Storm's own metrics consumer logs them. */
final class LoggedMetrics {
  private static final String CONFIGURATION =
      """
      topology.metrics.consumer.register:
        - class: org.apache.storm.metric.LoggingMetricsConsumer
          parallelism.hint: 1
      topology.builtin.metrics.bucket.size.secs: 2
      topology.enable.v2.metrics.tick: true
      topology.v2.metrics.tick.interval.seconds: 2
      """;

  /** As in "10.0.0.1:6700 12:count ". */
  private static final Pattern SOURCE = Pattern.compile(":(\\d+)\\s+\\d+:(\\S+)\\s");

  private LoggedMetrics() {}

  /** Registers the consumer in the storm.yaml of each daemon of a cluster that is not up yet. */
  static void ofEveryTopology(Cluster cluster) throws IOException {
    for (Kind kind : List.of(Kind.NIMBUS, Kind.SUPERVISOR)) {
      for (Server server : cluster.servers(kind)) {
        Files.writeString(
            cluster.root().resolve(server.name()).resolve("conf/storm.yaml"),
            CONFIGURATION,
            StandardOpenOption.APPEND);
      }
    }
  }

  /**
   * The slots (worker ports) whose metrics are logged, by component.
   *
   * @param workers those that may have the consumer
   */
  static Map<String, Set<Integer>> slots(Cluster cluster, List<Worker> workers) throws IOException {
    Map<String, Set<Integer>> slots = new TreeMap<>();
    for (Worker worker : workers) {
      Path log =
          cluster.workerLog(worker.topology(), worker.port()).resolveSibling("worker.log.metrics");
      if (Files.exists(log)) {
        Matcher source = SOURCE.matcher(Files.readString(log));
        while (source.find()) {
          slots
              .computeIfAbsent(source.group(2), component -> new TreeSet<>())
              .add(Integer.parseInt(source.group(1)));
        }
      }
    }
    return slots;
  }
}
