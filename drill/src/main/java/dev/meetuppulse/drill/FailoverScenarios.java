package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.drill.Scenario.Part;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A Redis primary that is lost, so that Sentinels promote its replica; on hosts. */
final class FailoverScenarios implements ScenarioGroup {
  /** By how much the replica lacks the primary's last saves when it is promoted. */
  private static final int BEHIND_SECONDS = 2;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario("primary killed", here -> kill(here, 0)),
        scenario("replica behind", here -> kill(here, BEHIND_SECONDS)));
  }

  private static Scenario scenario(String variant, Scenario.Injection injection) {
    return new Scenario(
        Fault.REDIS_FAILOVER.id(), variant, Set.of(Part.REDIS), Needs.LOAD, injection);
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
      here.cluster().kill(pair.primary().name());
    } finally {
      Signals.thaw(replica);
    }
    double seconds = here.boards().awaitFresh(since, ends, LIMIT);
    here.cluster().start(pair.primary().name());
    here.note(pair.primary().name() + " listens again");
    return seconds;
  }
}
