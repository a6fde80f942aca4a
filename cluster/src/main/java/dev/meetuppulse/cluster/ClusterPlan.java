package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.cluster.embedded.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which server runs where. Chosen once and kept, so that a process that is started again is found
 * where it was.
 *
 * @param servers in the order of a start
 */
record ClusterPlan(List<Server> servers) {
  private static final int KAFKA = 9092;
  private static final int KAFKA_CONTROLLER = 9093;
  private static final int REDIS = 6379;
  private static final int SENTINEL = 26_379;
  private static final int ZOOKEEPER = 2181;
  private static final int ZOOKEEPER_PEERS = 2888;
  private static final int ZOOKEEPER_ELECTION = 3888;
  private static final int NIMBUS = 6627;
  private static final int SUPERVISOR = 6628;
  private static final int SLOT = 6700;

  /** The number of servers where a majority must agree. */
  private static final int QUORUM = 3;

  static final String PRIMARY = "pulse";

  ClusterPlan {
    servers = List.copyOf(servers);
  }

  /**
   * One of each, and some supervisors: on the usual ports where they are free, others where not.
   */
  static ClusterPlan onThisMachine(int supervisors, int slots) {
    List<Server> servers = new ArrayList<>();
    servers.add(local(Kind.ZOOKEEPER, "zookeeper", List.of(Ports.freeOr(ZOOKEEPER))));
    servers.add(local(Kind.KAFKA, "kafka", List.of(Ports.freeOr(KAFKA), Ports.free())));
    servers.add(local(Kind.REDIS, "redis", List.of(Ports.freeOr(REDIS))));
    servers.add(local(Kind.NIMBUS, "nimbus", List.of(Ports.freeOr(NIMBUS))));
    for (int i = 0; i < supervisors; i++) {
      int firstSlot = SLOT + i * slots;
      servers.add(
          local(
              Kind.SUPERVISOR,
              "supervisor-" + (i + 1),
              Stream.concat(
                      Stream.of(Ports.freeOr(SUPERVISOR + i)),
                      IntStream.range(firstSlot, firstSlot + slots).mapToObj(Ports::freeOr))
                  .toList()));
    }
    return new ClusterPlan(servers);
  }

  private static Server local(Kind kind, String name, List<Integer> ports) {
    return new Server(kind, name, Host.LOCAL, ports);
  }

  /**
   * Three ZooKeepers, brokers and Sentinels, two Redis servers and Nimbuses, and a supervisor on
   * each host. No host has both of a pair, nor two of three.
   */
  static ClusterPlan onHosts(List<Host> hosts, int slots) {
    List<Server> servers = new ArrayList<>();
    several(
        servers,
        Kind.ZOOKEEPER,
        hosts.subList(0, QUORUM),
        List.of(ZOOKEEPER, ZOOKEEPER_PEERS, ZOOKEEPER_ELECTION));
    several(servers, Kind.KAFKA, hosts.subList(0, QUORUM), List.of(KAFKA, KAFKA_CONTROLLER));
    several(servers, Kind.REDIS, hosts.subList(1, QUORUM), List.of(REDIS));
    several(servers, Kind.SENTINEL, hosts.subList(0, QUORUM), List.of(SENTINEL));
    several(servers, Kind.NIMBUS, hosts.subList(0, 2), List.of(NIMBUS));
    several(
        servers,
        Kind.SUPERVISOR,
        hosts,
        Stream.concat(Stream.of(SUPERVISOR), IntStream.range(SLOT, SLOT + slots).boxed()).toList());
    return new ClusterPlan(servers);
  }

  private static void several(
      List<Server> servers, Kind kind, List<Host> hosts, List<Integer> ports) {
    for (int i = 0; i < hosts.size(); i++) {
      String name = kind.name().toLowerCase(Locale.ROOT) + "-" + (i + 1);
      servers.add(new Server(kind, name, hosts.get(i), ports));
    }
  }

  List<Server> of(Kind kind) {
    return servers.stream().filter(server -> server.kind() == kind).toList();
  }

  List<Host> hosts() {
    return servers.stream().map(Server::host).distinct().toList();
  }

  /** The addresses of Kafka's brokers, as its clients take them. */
  String bootstrap() {
    return of(Kind.KAFKA).stream().map(Server::address).collect(Collectors.joining(","));
  }

  /** Redis, or the Sentinels that know it. */
  String redisUrl() {
    List<Server> sentinels = of(Kind.SENTINEL);
    return sentinels.isEmpty()
        ? "redis://" + of(Kind.REDIS).get(0).address()
        : "redis-sentinel://"
            + sentinels.stream().map(Server::address).collect(Collectors.joining(","))
            + "/"
            + PRIMARY;
  }

  /** Workers that can run at once. */
  int slots() {
    return of(Kind.SUPERVISOR).stream().mapToInt(server -> server.ports().size() - 1).sum();
  }
}
