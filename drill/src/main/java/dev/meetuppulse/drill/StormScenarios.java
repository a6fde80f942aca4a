package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Nimbus and ZooKeeper that restart, and a topology that is spread over other workers. */
final class StormScenarios implements ScenarioGroup {

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario(Fault.NIMBUS_KILL, "", here -> ServerFaults.restartSpare(here, Kind.NIMBUS)),
        scenario(
            Fault.ZOOKEEPER_RESTART, "", here -> ServerFaults.restartSpare(here, Kind.ZOOKEEPER)),
        scenario(Fault.REBALANCE, "fewer workers", here -> rebalance(here, here.workers() - 1)),
        scenario(Fault.REBALANCE, "more workers", here -> rebalance(here, here.workers() + 1)));
  }

  private static Scenario scenario(Fault fault, String variant, Scenario.Injection injection) {
    return new Scenario(fault.id(), variant, Set.of(ClusterPart.STORM), Needs.LOAD, injection);
  }

  private static double rebalance(Environment here, int workers) throws InterruptedException {
    int others = Math.max(1, Math.min(workers, here.cluster().slots()));
    Map<Integer, Long> ends = here.offsets().ends();
    long since = System.currentTimeMillis();
    here.cluster().storm().rebalance(here.name(), 1, others);
    here.workers(others);
    Set<String> before = here.workerIds();
    Poll.until(() -> !here.workerIds().equals(before), LIMIT);
    here.boards().awaitFresh(since, ends, LIMIT);
    double seconds = here.boards().awaitFresh(LIMIT);
    return seconds < 0 ? seconds : (System.currentTimeMillis() - since) / 1e3;
  }
}
