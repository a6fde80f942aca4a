package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.cluster.Worker;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.drill.ServerFaults.Meanwhile;
import dev.meetuppulse.topology.PulseTopology;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Workers and supervisors that die or freeze. */
final class WorkerScenarios implements ScenarioGroup {
  private static final int FROZEN_SECONDS = 60;
  private static final int STARVED_SECONDS = 20;

  /** Until Nimbus takes a supervisor for dead, and a little more. */
  private static final int ABSENT_SECONDS = 25;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario(Fault.WORKER_KILL, "spout", here -> killWorker(here, PulseTopology.SPOUT)),
        scenario(Fault.WORKER_KILL, "count", here -> killWorker(here, PulseTopology.COUNT)),
        scenario(Fault.WORKER_KILL, "rank", here -> killWorker(here, PulseTopology.RANK)),
        scenario(Fault.WORKER_FREEZE, "process", WorkerScenarios::freezeWorker),
        scenario(Fault.WORKER_FREEZE, "machine", here -> freezeMachine(here, () -> {})),
        new Scenario(
            Fault.NIMBUS_KILL.id(),
            "while a machine is frozen",
            Set.of(ClusterPart.WORKERS, ClusterPart.STORM),
            Needs.LOAD,
            here -> freezeMachine(here, () -> ServerFaults.bounce(here, Kind.NIMBUS, () -> {}))),
        scenario(Fault.WORKER_OUT_OF_MEMORY, "", WorkerScenarios::starve),
        scenario(Fault.SUPERVISOR_KILL, "alone", here -> killSupervisor(here, false)),
        scenario(Fault.SUPERVISOR_KILL, "with a worker", here -> killSupervisor(here, true)));
  }

  private static Scenario scenario(Fault fault, String variant, Scenario.Injection injection) {
    return new Scenario(fault.id(), variant, Set.of(ClusterPart.WORKERS), Needs.LOAD, injection);
  }

  private static double killWorker(Environment here, String component) throws InterruptedException {
    Worker worker = workerOf(here, component);
    Map<Integer, Long> ends = here.offsets().ends();
    long since = System.currentTimeMillis();
    kill(here, worker);
    return here.boards().awaitFresh(since, ends, LIMIT);
  }

  private static void kill(Environment here, Worker worker) {
    note(here, worker, "is killed");
    worker.kill();
  }

  /** A worker that runs a component, once all workers run and Nimbus says where. */
  static Worker workerOf(Environment here, String component) throws InterruptedException {
    here.awaitWorkers(LIMIT);
    return Poll.find(() -> find(here, component), LIMIT)
        .orElseThrow(() -> new ClusterException("no worker runs " + component));
  }

  private static Optional<Worker> find(Environment here, String component) {
    try {
      Set<Integer> slots =
          here.cluster().storm().slots(here.name()).getOrDefault(component, Set.of());
      return here.runningWorkers().stream()
          .filter(worker -> slots.contains(worker.port()))
          .findFirst();
    } catch (ClusterException e) {
      // Nimbus may be away for a while.
      return Optional.empty();
    }
  }

  private static double freezeWorker(Environment here) throws IOException, InterruptedException {
    Worker worker = workerOf(here, PulseTopology.COUNT);
    Map<Integer, Long> ends = here.offsets().ends();
    long since = System.currentTimeMillis();
    try {
      freeze(here, worker);
      return here.boards().awaitFresh(since, ends, LIMIT);
    } finally {
      thaw(here, worker);
    }
  }

  /**
   * A worker that the system refuses memory: it exits, or continues with what it has until the
   * limit is lifted.
   */
  private static double starve(Environment here) throws IOException, InterruptedException {
    Worker worker = workerOf(here, PulseTopology.COUNT);
    long since = System.currentTimeMillis();
    note(here, worker, "is refused memory");
    Signals.limitMemory(worker.process(), true);
    UnderLoad.sleepUntil(since, STARVED_SECONDS);
    here.note(worker.process().isAlive() ? "it lives, and may have memory again" : "it has ended");
    Signals.limitMemory(worker.process(), false);
    return here.boards().awaitFresh(LIMIT);
  }

  private static void freeze(Environment here, Worker worker)
      throws IOException, InterruptedException {
    note(here, worker, "is frozen");
    Signals.freeze(worker.process());
  }

  private static void thaw(Environment here, Worker worker)
      throws IOException, InterruptedException {
    Signals.thaw(worker.process());
    note(here, worker, "resumed");
  }

  private static void note(Environment here, Worker worker, String what) {
    here.note("worker " + worker.port() + " of " + worker.supervisor() + " " + what);
  }

  /** A frozen machine is a frozen worker whose supervisor can't end it. */
  private static double freezeMachine(Environment here, Meanwhile meanwhile)
      throws IOException, InterruptedException {
    Worker worker = workerOf(here, PulseTopology.COUNT);
    ProcessHandle supervisor = here.cluster().process(worker.supervisor()).handle().orElseThrow();
    Map<Integer, Long> ends = here.offsets().ends();
    long since = System.currentTimeMillis();
    try {
      freeze(here, worker);
      Signals.freeze(supervisor);
      meanwhile.run();
      double seconds = here.boards().awaitFresh(since, ends, LIMIT);
      UnderLoad.sleepUntil(since, FROZEN_SECONDS);
      return seconds;
    } finally {
      Signals.thaw(supervisor);
      thaw(here, worker);
    }
  }

  /** With a worker it is as if a machine were gone: Nimbus must find another place for the work. */
  private static double killSupervisor(Environment here, boolean withWorker)
      throws InterruptedException {
    Worker worker = workerOf(here, PulseTopology.COUNT);
    Map<Integer, Long> ends = here.offsets().ends();
    long since = System.currentTimeMillis();
    here.cluster().killProcess(worker.supervisor());
    if (withWorker) {
      kill(here, worker);
    }
    double seconds = here.boards().awaitFresh(since, ends, LIMIT);
    UnderLoad.sleepUntil(since, ABSENT_SECONDS);
    here.cluster().startProcess(worker.supervisor());
    return seconds;
  }
}
