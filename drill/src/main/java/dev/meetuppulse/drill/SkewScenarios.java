package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.SkewedClock;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.topology.PulseTopology;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A supervisor and its worker whose clock leads or lags, and steps back to what it should be. */
final class SkewScenarios implements ScenarioGroup {
  private static final Duration SKEW = Duration.ofSeconds(90);
  private static final int SKEWED_SECONDS = 20;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario("of count, ahead", PulseTopology.COUNT, SKEW),
        scenario("of count, behind", PulseTopology.COUNT, SKEW.negated()),
        scenario("of rank, ahead", PulseTopology.RANK, SKEW),
        scenario("of rank, behind", PulseTopology.RANK, SKEW.negated()));
  }

  private static Scenario scenario(String variant, String component, Duration lead) {
    return new Scenario(
        Fault.CLOCK_SKEW.id(),
        variant,
        Set.of(ClusterPart.WORKERS, ClusterPart.STORM),
        Needs.LOAD,
        here -> skew(here, component, lead));
  }

  /** Recovery counts from when the clock is right again. */
  private static double skew(Environment here, String component, Duration lead)
      throws InterruptedException {
    String supervisor = WorkerScenarios.workerOf(here, component).supervisor();
    SkewedClock clock = new SkewedClock(here.cluster().process(supervisor));
    try {
      clock.set(lead);
      here.note("the clock of " + supervisor + " is wrong by " + lead.toSeconds() + " s");
      TimeUnit.SECONDS.sleep(SKEWED_SECONDS);
    } finally {
      clock.set(Duration.ZERO);
      here.note("the clock of " + supervisor + " is right again");
    }
    return here.boards().awaitFresh(LIMIT);
  }
}
