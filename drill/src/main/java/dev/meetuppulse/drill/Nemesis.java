package dev.meetuppulse.drill;

import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Chooses two scenarios at a time that run at once. The same seed gives the same pairs. */
final class Nemesis {
  /** The fault's name in a report. */
  static final String RANDOM = "random";

  /** Boards must be fresh again this soon after the last server is back. */
  private static final double MAX_SECONDS = 30;

  private final List<Scenario> scenarios;
  private final Random random;

  /**
   * @param scenarios to choose from; those that can't run with any other are left out
   * @throws DrillException if no two can run together
   */
  Nemesis(List<Scenario> scenarios, long seed) {
    this.scenarios =
        scenarios.stream().filter(one -> scenarios.stream().anyMatch(one::mixesWith)).toList();
    this.random = new Random(seed);
    if (this.scenarios.isEmpty()) {
      throw new DrillException(
          "no two of these faults can happen at once; name others, or none", null);
    }
  }

  Scenario next() {
    Scenario first = pick(scenarios);
    Scenario second = pick(scenarios.stream().filter(first::mixesWith).toList());
    Set<ClusterPart> touches = EnumSet.copyOf(first.touches());
    touches.addAll(second.touches());
    return new Scenario(
        RANDOM,
        first.name() + " + " + second.name(),
        touches,
        Needs.LOAD,
        here -> both(here, first, second));
  }

  private Scenario pick(List<Scenario> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** The end of an injection: the boards are fresh, or will not be. */
  private record Recovery(Scenario scenario, double seconds, long endedAt) {
    private double healedAt() {
      return endedAt - seconds * 1e3;
    }
  }

  /** Recovery counts from the later of the two healings. */
  private static double both(Environment here, Scenario first, Scenario second) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Recovery> one = threads.submit(injection(here, first));
      Future<Recovery> two = threads.submit(injection(here, second));
      return judge(here, one.get(), two.get());
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Recovery> injection(Environment here, Scenario scenario) {
    return () -> {
      here.note(scenario.name() + " begins");
      double seconds = scenario.injection().run(here);
      here.note(String.format(Locale.ROOT, "%s: fresh after %.1f s", scenario.name(), seconds));
      return new Recovery(scenario, seconds, System.currentTimeMillis());
    };
  }

  private static double judge(Environment here, Recovery one, Recovery two) {
    if (one.seconds < 0 || two.seconds < 0) {
      return -1;
    }
    Recovery last = one.healedAt() > two.healedAt() ? one : two;
    // A dead worker is found and replaced by Storm, which takes a time of its own.
    if (last.seconds > MAX_SECONDS && !last.scenario.touches().contains(ClusterPart.WORKERS)) {
      here.problem(
          String.format(Locale.ROOT, "fresh only %.1f s after the last healing", last.seconds));
    }
    return last.seconds;
  }
}
