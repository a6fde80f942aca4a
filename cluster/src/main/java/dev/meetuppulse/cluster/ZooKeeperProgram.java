package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.Server.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** ZooKeeper, alone or one of several. Its ports are for clients, for peers and for elections. */
record ZooKeeperProgram(ClusterFolder folder, ClusterJars jars, ClusterPlan plan)
    implements Program {
  private static final int MEGABYTES = 128;
  private static final String MAIN =
      "org.apache.storm.shade.org.apache.zookeeper.server.quorum.QuorumPeerMain";

  @Override
  public void write(Server server) throws IOException {
    Path data = Files.createDirectories(folder.of(server).resolve("data"));
    List<Server> all = plan.of(Kind.ZOOKEEPER);
    Properties config = new Properties();
    config.setProperty("tickTime", "2000");
    config.setProperty("dataDir", data.toString());
    config.setProperty("clientPortAddress", server.host().address());
    config.setProperty("clientPort", Integer.toString(server.port()));
    config.setProperty("maxClientCnxns", "0");
    config.setProperty("autopurge.purgeInterval", "1");
    if (all.size() > 1) {
      config.setProperty("initLimit", "10");
      config.setProperty("syncLimit", "5");
      for (int i = 0; i < all.size(); i++) {
        Server peer = all.get(i);
        config.setProperty(
            "server." + (i + 1),
            peer.host().address() + ":" + peer.ports().get(1) + ":" + peer.ports().get(2));
      }
      Files.writeString(data.resolve("myid"), Integer.toString(all.indexOf(server) + 1));
    }
    folder.write(server, "zoo.cfg", config);
  }

  @Override
  public List<String> command(Server server) {
    return new JavaCommand(folder, MEGABYTES)
        .with("-Dzookeeper.admin.enableServer=false")
        .run(jars.daemons(), MAIN, folder.of(server).resolve("zoo.cfg").toString());
  }
}
