package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.Host;
import dev.meetuppulse.cluster.Server;
import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.cluster.Worker;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Brokers and hosts that die and come back; on hosts. */
final class HostScenarios implements ScenarioGroup {
  private static final int DOWN_SECONDS = 15;

  /** Until Nimbus has moved the work of the host, and a little more. */
  private static final int ABSENT_SECONDS = 30;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario(Fault.KAFKA_BROKER_KILL, "one", ClusterPart.KAFKA, here -> killBrokers(here, 1)),
        scenario(Fault.KAFKA_BROKER_KILL, "two", ClusterPart.KAFKA, here -> killBrokers(here, 2)),
        new Scenario(
            Fault.HOST_DOWN.id(),
            "",
            Set.of(ClusterPart.values()),
            Needs.LOAD,
            HostScenarios::killHost));
  }

  private static Scenario scenario(
      Fault fault, String variant, ClusterPart part, Scenario.Injection injection) {
    return new Scenario(
        fault.id(), variant, Set.of(part, ClusterPart.NETWORK), Needs.LOAD, injection);
  }

  /**
   * With one gone everything continues; with two nothing can be written, and the controllers have
   * no majority.
   */
  private static double killBrokers(Environment here, int count) throws InterruptedException {
    List<String> brokers =
        here.cluster().servers(Kind.KAFKA).stream().limit(count).map(Server::name).toList();
    for (String broker : brokers) {
      here.note(broker + " is killed");
      here.cluster().killProcess(broker);
    }
    TimeUnit.SECONDS.sleep(DOWN_SECONDS);
    for (String broker : brokers) {
      here.cluster().startProcess(broker);
      here.note(broker + " listens again");
    }
    return here.boards().awaitFresh(LIMIT);
  }

  /** The last host: it has one of three of each kind, and neither Nimbus. */
  private static double killHost(Environment here) throws InterruptedException {
    Cluster cluster = here.cluster();
    Host host = cluster.hosts().get(cluster.hosts().size() - 1);
    List<String> servers =
        Arrays.stream(Kind.values())
            .flatMap(kind -> cluster.servers(kind).stream())
            .filter(server -> server.host().equals(host))
            .map(Server::name)
            .toList();
    Map<Integer, Long> ends = here.offsets().ends();
    long since = System.currentTimeMillis();
    here.note(host.name() + " is down");
    servers.forEach(cluster::killProcess);
    cluster.workers().stream()
        .filter(worker -> servers.contains(worker.supervisor()))
        .forEach(Worker::kill);
    double seconds = here.boards().awaitFresh(since, ends, LIMIT);
    UnderLoad.sleepUntil(since, ABSENT_SECONDS);
    servers.forEach(cluster::startProcess);
    here.note(host.name() + " is back");
    return seconds;
  }
}
