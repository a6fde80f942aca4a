package dev.meetuppulse.cluster.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.storm.Config;
import org.apache.storm.DaemonConfig;
import org.apache.storm.LocalCluster;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metricstore.NoOpMetricStore;
import org.apache.storm.thrift.TException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Storm cluster in this process. */
public final class LocalStorm implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalStorm.class);

  private static final int SLOTS = 4;
  private static final int LONGEST_SLEEP_SECONDS = (int) SleepLimit.LONGEST.toSeconds();

  private final LocalZooKeeper zooKeeper;
  private final LocalCluster cluster;

  private LocalStorm(LocalZooKeeper zooKeeper, LocalCluster cluster) {
    this.zooKeeper = zooKeeper;
    this.cluster = cluster;
  }

  /**
   * Starts a cluster that accepts topologies.
   *
   * @throws IOException if it does not start
   */
  public static LocalStorm start(RunDirectory directory) throws IOException {
    LocalZooKeeper zooKeeper = null;
    try {
      zooKeeper = LocalZooKeeper.start(directory.directory("zookeeper"));
      return new LocalStorm(
          zooKeeper,
          new LocalCluster.Builder()
              .withDaemonConf(daemonConfig(zooKeeper.port()))
              .withSupervisors(1)
              .withPortsPerSupervisor(SLOTS)
              .build());
    } catch (Exception e) {
      if (zooKeeper != null) {
        zooKeeper.close();
      }
      throw new IOException("Storm did not start: " + e.getMessage(), e);
    }
  }

  private static Map<String, Object> daemonConfig(int zooKeeperPort) {
    return Map.ofEntries(
        Map.entry(Config.STORM_ZOOKEEPER_SERVERS, List.of("127.0.0.1")),
        Map.entry(Config.STORM_ZOOKEEPER_PORT, zooKeeperPort),
        Map.entry(Config.TOPOLOGY_ENABLE_MESSAGE_TIMEOUTS, true),
        Map.entry(Config.SUPERVISOR_WORKER_SHUTDOWN_SLEEP_SECS, 0),
        // A worker in this process that Storm considers dead is ended and never started again.
        Map.entry(Config.SUPERVISOR_WORKER_TIMEOUT_SECS, LONGEST_SLEEP_SECONDS),
        Map.entry(DaemonConfig.NIMBUS_TASK_TIMEOUT_SECS, LONGEST_SLEEP_SECONDS),
        Map.entry(DaemonConfig.NIMBUS_SUPERVISOR_TIMEOUT_SECS, LONGEST_SLEEP_SECONDS),
        // The default unpacks a native library and keeps files for metrics that no one reads.
        Map.entry(DaemonConfig.STORM_METRIC_STORE_CLASS, NoOpMetricStore.class.getName()));
  }

  /** Runs a topology until it is killed or this is closed. */
  public void submit(String name, Map<String, Object> config, StormTopology topology)
      throws TException {
    cluster.submitTopology(name, config, topology);
  }

  public void kill(String name) throws TException {
    KillOptions now = new KillOptions();
    now.set_wait_secs(0);
    cluster.killTopologyWithOpts(name, now);
  }

  @Override
  public void close() {
    try {
      cluster.close();
    } catch (Exception e) {
      LOG.warn("Storm did not stop cleanly", e);
    }
    zooKeeper.close();
  }
}
