package dev.meetuppulse.cluster.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.storm.shade.org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.storm.shade.org.apache.zookeeper.server.ZooKeeperServer;

/** Storm's ZooKeeper in this process, on loopback: the one Storm would start listens everywhere. */
final class LocalZooKeeper implements AutoCloseable {
  private static final int TICK_MILLIS = 2_000;
  private static final int MAX_CONNECTIONS = 100;
  private static final int BACKLOG = 50;

  private final NIOServerCnxnFactory connections;

  private LocalZooKeeper(NIOServerCnxnFactory connections) {
    this.connections = connections;
  }

  static LocalZooKeeper start(Path directory) throws IOException, InterruptedException {
    ZooKeeperServer server =
        new ZooKeeperServer(directory.toFile(), directory.toFile(), TICK_MILLIS);
    // Storm ends the process when its session has expired.
    server.setMinSessionTimeout((int) SleepLimit.LONGEST.toMillis());
    server.setMaxSessionTimeout((int) SleepLimit.LONGEST.toMillis());
    NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
    connections.configure(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        MAX_CONNECTIONS,
        BACKLOG,
        false);
    connections.startup(server, true);
    return new LocalZooKeeper(connections);
  }

  int port() {
    return connections.getLocalPort();
  }

  @Override
  public void close() {
    connections.shutdown();
  }
}
