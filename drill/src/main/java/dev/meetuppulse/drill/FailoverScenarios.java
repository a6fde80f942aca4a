package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.HostFirewall;
import dev.meetuppulse.cluster.Server;
import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A Redis primary that is lost, so that Sentinels promote its replica; on hosts. */
final class FailoverScenarios implements ScenarioGroup {
  /** By how much the replica lacks the primary's last saves when it is promoted. */
  private static final int BEHIND_SECONDS = 2;

  /** Until Sentinels have agreed and the isolated primary has run by itself for a while. */
  private static final int CUT_OFF_SECONDS = 25;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario("primary killed", here -> kill(here, 0)),
        scenario("replica behind", here -> kill(here, BEHIND_SECONDS)),
        scenario("primary cut off", FailoverScenarios::cutOff));
  }

  private static Scenario scenario(String variant, Scenario.Injection injection) {
    return new Scenario(
        Fault.REDIS_FAILOVER.id(),
        variant,
        Set.of(ClusterPart.REDIS, ClusterPart.NETWORK),
        Needs.LOAD,
        injection);
  }

  /** A frozen replica does not get the last saves. */
  private static double kill(Environment here, int behindSeconds)
      throws IOException, InterruptedException {
    RedisServers.Pair pair = new RedisServers(here).awaitPair(LIMIT);
    Map<Integer, Long> ends = here.offsets().ends();
    long since;
    ProcessHandle replica = here.cluster().process(pair.replica().name()).handle().orElseThrow();
    try {
      if (behindSeconds > 0) {
        here.note(pair.replica().name() + " is frozen");
        Signals.freeze(replica);
        TimeUnit.SECONDS.sleep(behindSeconds);
      }
      since = System.currentTimeMillis();
      here.note(pair.primary().name() + ", the primary, is killed");
      here.cluster().killProcess(pair.primary().name());
    } finally {
      Signals.thaw(replica);
    }
    double seconds = here.boards().awaitFresh(since, ends, LIMIT);
    here.cluster().startProcess(pair.primary().name());
    here.note(pair.primary().name() + " listens again");
    return seconds;
  }

  /**
   * The old primary survives, is reachable only from its own host, and does not learn of the new
   * one.
   */
  private static double cutOff(Environment here) throws IOException, InterruptedException {
    Server primary = new RedisServers(here).awaitPair(LIMIT).primary();
    ProcessHandle sentinel = sentinelBeside(here, primary);
    Map<Integer, Long> ends = here.offsets().ends();
    HostFirewall firewall = new HostFirewall(primary.host());
    long since = System.currentTimeMillis();
    double seconds;
    try {
      here.note(primary.name() + ", the primary, is cut off");
      firewall.isolate(List.of(primary));
      Signals.freeze(sentinel);
      seconds = here.boards().awaitFresh(since, ends, LIMIT);
      UnderLoad.sleepUntil(since, CUT_OFF_SECONDS);
    } finally {
      Signals.thaw(sentinel);
      firewall.heal();
      here.note(primary.name() + " is back");
    }
    return seconds < 0 ? seconds : Math.max(seconds, here.boards().awaitFresh(LIMIT));
  }

  private static ProcessHandle sentinelBeside(Environment here, Server primary) {
    return here.cluster().servers(Kind.SENTINEL).stream()
        .filter(sentinel -> sentinel.host().equals(primary.host()))
        .flatMap(sentinel -> here.cluster().process(sentinel.name()).handle().stream())
        .findFirst()
        .orElseThrow();
  }
}
