package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.Host;
import dev.meetuppulse.cluster.HostFirewall;
import dev.meetuppulse.cluster.HostFirewall.Direction;
import dev.meetuppulse.cluster.Server;
import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.topology.PulseTopology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Networks that split, lose packets or are slow between the host of a worker and others. Recovery
 * counts from the healing.
 */
final class NetworkScenarios implements ScenarioGroup {
  private static final int SHORT_SECONDS = 5;
  private static final int LONG_SECONDS = 40;
  private static final int LOSSY_SECONDS = 20;
  private static final int LOST_PERCENT = 10;
  private static final int DELAY_MILLIS = 200;
  private static final int JITTER_MILLIS = 50;
  private static final int SLOW_SECONDS = 40;
  private static final int FLAPS = 5;
  private static final int FLAP_SECONDS = 3;

  /** Servers that the host of a worker loses. */
  private enum Target {
    REDIS(Kind.REDIS, Kind.SENTINEL),
    KAFKA(Kind.KAFKA),
    STORM(Kind.ZOOKEEPER, Kind.NIMBUS),
    WORKERS(Kind.SUPERVISOR);

    private final List<Kind> kinds;

    Target(Kind... kinds) {
      this.kinds = List.of(kinds);
    }

    /** Only those on other hosts: a host always reaches its own. */
    private List<Server> servers(Cluster cluster, Host host) {
      return kinds.stream()
          .flatMap(kind -> cluster.servers(kind).stream())
          .filter(server -> !server.host().equals(host))
          .toList();
    }
  }

  @Override
  public List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    for (int seconds : new int[] {SHORT_SECONDS, LONG_SECONDS}) {
      all.add(partition("from redis", Target.REDIS, Direction.BOTH, seconds));
      all.add(partition("from kafka", Target.KAFKA, Direction.BOTH, seconds));
      all.add(partition("from storm", Target.STORM, Direction.BOTH, seconds));
      all.add(partition("from workers", Target.WORKERS, Direction.BOTH, seconds));
      all.add(partition("to redis", Target.REDIS, Direction.OUT, seconds));
      all.add(partition("no answers from redis", Target.REDIS, Direction.IN, seconds));
    }
    all.add(scenario(Fault.LOSSY_NETWORK, "", NetworkScenarios::lose));
    all.add(scenario(Fault.SLOW_NETWORK, "", NetworkScenarios::slow));
    all.add(scenario(Fault.HOST_FLAP, "", NetworkScenarios::flap));
    return List.copyOf(all);
  }

  private static Scenario partition(String name, Target target, Direction direction, int seconds) {
    return scenario(
        Fault.PARTITION,
        name + " " + seconds + " s",
        here -> {
          Host host = hostOfCount(here);
          List<Server> servers = target.servers(here.cluster(), host);
          whileBroken(here, host, seconds, firewall -> firewall.cut(servers, direction));
          return here.boards().awaitFresh(LIMIT);
        });
  }

  private static Scenario scenario(Fault fault, String variant, Scenario.Injection injection) {
    return new Scenario(
        fault.id(),
        variant,
        Set.of(ClusterPart.WORKERS, ClusterPart.NETWORK),
        Needs.LOAD,
        injection);
  }

  private interface Breaking {
    void apply(HostFirewall firewall);
  }

  private static void whileBroken(Environment here, Host host, int seconds, Breaking breaking)
      throws InterruptedException {
    HostFirewall firewall = new HostFirewall(host);
    try {
      here.note("the network of " + host.name() + " is broken");
      breaking.apply(firewall);
      TimeUnit.SECONDS.sleep(seconds);
    } finally {
      firewall.heal();
      here.note("the network of " + host.name() + " is healed");
      here.reviveStorm(server -> server.host().equals(host));
    }
  }

  private static Host hostOfCount(Environment here) throws InterruptedException {
    String supervisor = WorkerScenarios.workerOf(here, PulseTopology.COUNT).supervisor();
    return here.cluster().servers(Kind.SUPERVISOR).stream()
        .filter(server -> server.name().equals(supervisor))
        .map(Server::host)
        .findFirst()
        .orElseThrow();
  }

  private static double lose(Environment here) throws InterruptedException {
    whileBroken(here, hostOfCount(here), LOSSY_SECONDS, firewall -> firewall.lose(LOST_PERCENT));
    return here.boards().awaitFresh(LIMIT);
  }

  /** The host's packets to all servers of others take a while. */
  private static double slow(Environment here) throws IOException, InterruptedException {
    Host host = hostOfCount(here);
    InetAddress gateway = InetAddress.getByName(host.gateway());
    try (DelayProxy proxy = new DelayProxy(gateway, DELAY_MILLIS, JITTER_MILLIS)) {
      Map<InetSocketAddress, InetSocketAddress> ways = new HashMap<>();
      for (Target target : Target.values()) {
        for (Server server : target.servers(here.cluster(), host)) {
          for (int port : server.ports()) {
            InetSocketAddress address = new InetSocketAddress(server.host().address(), port);
            ways.put(address, proxy.listen(address));
          }
        }
      }
      whileBroken(here, host, SLOW_SECONDS, firewall -> firewall.divert(ways));
    }
    return here.boards().awaitFresh(LIMIT);
  }

  private static double flap(Environment here) throws InterruptedException {
    Host host = hostOfCount(here);
    for (int i = 1; i < FLAPS; i++) {
      whileBroken(here, host, FLAP_SECONDS, HostFirewall::cutOff);
      TimeUnit.SECONDS.sleep(FLAP_SECONDS);
    }
    whileBroken(here, host, FLAP_SECONDS, HostFirewall::cutOff);
    return here.boards().awaitFresh(LIMIT);
  }
}
