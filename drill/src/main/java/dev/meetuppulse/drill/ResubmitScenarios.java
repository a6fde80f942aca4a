package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import java.util.List;
import java.util.Set;

/** A topology that is killed and submitted again. */
record ResubmitScenarios(UnderLoad underLoad) implements ScenarioGroup {
  private static final int DRAIN_SECONDS = 8;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario("as it was", Needs.LOAD, here -> resubmit(here, here.workers())),
        scenario("fewer workers", Needs.LOAD, here -> resubmit(here, here.workers() - 1)),
        scenario("more workers", Needs.LOAD, here -> resubmit(here, here.workers() + 1)),
        scenario("drained", Needs.NOTHING, this::drain),
        new Scenario(
            Fault.UPGRADE.id(), "", Set.of(ClusterPart.values()), Needs.LOAD, this::upgrade));
  }

  private static Scenario scenario(String variant, Needs needs, Scenario.Injection injection) {
    return new Scenario(
        Fault.TOPOLOGY_RESUBMIT.id(), variant, Set.of(ClusterPart.values()), needs, injection);
  }

  private static double resubmit(Environment here, int workers) throws InterruptedException {
    here.cluster().killTopology(here.name(), 0);
    here.submit(Math.max(1, Math.min(workers, here.cluster().slots())));
    return here.boards().awaitFresh(LIMIT);
  }

  /** The state goes to the former version, and from it to this one. */
  private double upgrade(Environment here) throws InterruptedException {
    here.cluster().killTopology(here.name(), 0);
    here.note("the former version is submitted");
    here.submit(underLoad.options().former().orElseThrow());
    if (here.boards().awaitFresh(LIMIT) < 0) {
      here.problem("the former version does not count");
    }
    here.note("this version is submitted");
    return resubmit(here, here.workers());
  }

  /**
   * Dead letters show which records were read, because they are written at once: what was read
   * before the end must be counted at the end, and never be read again.
   */
  private double drain(Environment here) throws Exception {
    long lettersBefore = here.offsets().deadLetters();
    long invalidBefore = here.traffic().truth().records().invalid();
    double seconds =
        underLoad.run(
            here,
            here.traffic()
                .load(
                    underLoad.options().rate(),
                    UnderLoad.STREAM_RATE,
                    BadInputScenarios.POISON_SHARE),
            draining -> killDrained(draining, lettersBefore, invalidBefore));
    here.awaitAll(LIMIT);
    long read = here.offsets().deadLetters() - lettersBefore;
    long sent = here.traffic().truth().records().invalid() - invalidBefore;
    if (read != sent) {
      here.problem(sent + " bad records were sent, " + read + " read");
    }
    return seconds;
  }

  private static double killDrained(Environment here, long lettersBefore, long invalidBefore)
      throws InterruptedException {
    here.cluster().killTopology(here.name(), DRAIN_SECONDS);
    long read = here.offsets().deadLetters() - lettersBefore;
    long counted = here.boards().published().invalid() - invalidBefore;
    if (read != counted) {
      here.problem(read + " bad records were read before the end, counted " + counted);
    }
    here.submit(here.workers());
    return here.boards().awaitFresh(LIMIT);
  }
}
