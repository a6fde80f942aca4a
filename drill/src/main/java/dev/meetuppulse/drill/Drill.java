package dev.meetuppulse.drill;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.SkewedClock;
import dev.meetuppulse.cluster.SmallDisk;
import dev.meetuppulse.cluster.embedded.OpenServers;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.oracle.Oracle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Runs faults one after the other on a cluster that is up. */
public final class Drill implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration END_LIMIT = Duration.ofMinutes(5);
  private static final int WORKERS = 3;

  /** 2024-01-01: any past will do, and the same one makes a seed's stream the same. */
  private static final long STREAM_BEGINNING = 1_704_067_200_000L;

  /** For a silence that outlasts them. */
  private static final String SHORT_WINDOWS = "5s:1s,15s:1s,all";

  private final Cluster cluster;
  private final Options options;
  private final DrillHistory history;
  private final Scenarios scenarios;
  private Environment environment;
  private int environments;

  /**
   * The load of a drill.
   *
   * @param seed of the load
   * @param rate records a second
   * @param records sent under each fault, at least
   * @param former jar of a former version, to upgrade from
   */
  public record Options(long seed, double rate, long records, Optional<Path> former) {}

  /**
   * @param say receives lines about progress
   */
  public Drill(Cluster cluster, Options options, Consumer<String> say) {
    this.cluster = cluster;
    this.options = options;
    this.history = new DrillHistory(cluster.root().resolve("drill.log"), say);
    this.scenarios = new Scenarios(options);
  }

  /** Runs a fault in all its variants; none if it needs something that is not there. */
  public List<FaultReport> run(Fault fault) throws InterruptedException {
    Optional<String> obstacle = obstacle(fault);
    if (obstacle.isPresent()) {
      history.say(fault.id() + " is skipped: " + obstacle.get());
      return List.of();
    }
    List<FaultReport> reports = new ArrayList<>();
    for (Scenario scenario : scenarios.of(fault)) {
      reports.add(run(scenario));
    }
    return reports;
  }

  /**
   * Runs a fault in one of its variants.
   *
   * @throws IllegalArgumentException if it has no such variant
   */
  public FaultReport run(Fault fault, String variant) throws InterruptedException {
    return run(
        scenarios.of(fault).stream()
            .filter(scenario -> scenario.variant().equals(variant))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no '" + variant + "' of " + fault.id())));
  }

  /**
   * Runs random pairs of faults for about that long.
   *
   * @param faults to choose from; combinations that can't run together are left out
   */
  public List<FaultReport> runRandom(List<Fault> faults, Duration length)
      throws InterruptedException {
    Nemesis nemesis =
        new Nemesis(
            faults.stream()
                .filter(fault -> obstacle(fault).isEmpty())
                .flatMap(fault -> scenarios.of(fault).stream())
                .filter(scenario -> scenario.needs() == Needs.LOAD)
                .toList(),
            options.seed());
    List<FaultReport> reports = new ArrayList<>();
    long end = System.nanoTime() + length.toNanos();
    do {
      reports.add(run(nemesis.next()));
    } while (System.nanoTime() - end < 0);
    return reports;
  }

  /** Why a fault can't be done here, in one line; empty if it can. */
  private Optional<String> obstacle(Fault fault) {
    if (fault.needsHosts() && cluster.hosts().size() == 1) {
      return Optional.of("it needs hosts; --hosts 3 gives them");
    }
    return switch (fault) {
      case UPGRADE ->
          options.former().isPresent()
              ? Optional.empty()
              : Optional.of("it needs the jar of a former version; --former JAR names it");
      case CLOCK_SKEW -> SkewedClock.obstacle();
      case DISK_FULL -> SmallDisk.obstacle();
      default -> Optional.empty();
    };
  }

  private FaultReport run(Scenario scenario) throws InterruptedException {
    boolean isAlone = scenario.needs() == Needs.WALL_CLOCK;
    if (isAlone) {
      leave();
    }
    FaultReport report = run(scenario, environment(isAlone));
    if (!report.clean()) {
      history.printRecent();
    }
    history.say(report.line());
    if (isAlone || scenario.needs() == Needs.LAST || !report.clean()) {
      // The next one needs a whole topic, and must not be judged by what this one left.
      leave();
    }
    return report;
  }

  private FaultReport run(Scenario scenario, Environment here) throws InterruptedException {
    here.reviveStorm(server -> true);
    here.awaitWorkers(START_LIMIT);
    Oracle.RecordCounts before = here.traffic().truth().records();
    Set<String> workersBefore = here.workerIds();
    history.begin(scenario.fault() + " " + scenario.variant() + " begins");
    here.noteState();
    double seconds = inject(scenario, here);
    Published published = here.awaitAll(END_LIMIT);
    here.noteState();
    Judge judge = here.judge();
    Oracle.RecordCounts records = here.traffic().truth().records();
    long difference = records.received() - published.received();
    Set<String> started = new HashSet<>(here.workerIds());
    started.removeAll(workersBefore);
    return new FaultReport(
        scenario.fault(),
        scenario.variant(),
        records.received() - before.received(),
        records.invalid() - before.invalid(),
        Math.max(0, difference),
        Math.max(0, -difference),
        judge.wrongCounts(published),
        judge.wrongRows(published),
        seconds,
        started.size(),
        here.takeProblems());
  }

  private double inject(Scenario scenario, Environment here) throws InterruptedException {
    try {
      return scenario.needs() == Needs.LOAD
          ? new UnderLoad(options).run(here, scenario.injection())
          : scenario.injection().run(here);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      here.problem(e.toString());
      return -1;
    }
  }

  private Environment environment(boolean ofItsOwn) throws InterruptedException {
    if (environment == null) {
      String name = "drill-" + ++environments;
      Map<Setting, String> special =
          ofItsOwn
              ? Map.of(Setting.COUNT_CLOCK, "wall", Setting.COUNT_WINDOWS, SHORT_WINDOWS)
              : Map.of();
      history.say("submitting " + name);
      environment =
          new Environment(
              cluster, settings(name, special), options.seed(), STREAM_BEGINNING, history);
      environment.submit(WORKERS);
      environment.awaitCounting(START_LIMIT);
    }
    return environment;
  }

  private static Settings settings(String name, Map<Setting, String> special) {
    Map<Setting, String> values = OpenServers.apart(name);
    values.put(Setting.COUNT_CLOCK, "event");
    values.put(Setting.COUNT_TOP, "100");
    // The truth forgets nothing, not even when a mutated time takes the clock ahead by decades.
    values.put(Setting.COUNT_REMEMBER, "36500d");
    values.put(Setting.TOPOLOGY_WORKERS, Integer.toString(WORKERS));
    values.put(Setting.TOPOLOGY_PARSERS, Integer.toString(WORKERS));
    values.put(Setting.TOPOLOGY_COUNTERS, Integer.toString(WORKERS));
    values.put(Setting.TOPOLOGY_IN_FLIGHT, "5000");
    values.put(
        Setting.TOPOLOGY_WORKER_OPTIONS,
        "-Xmx2g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError");
    values.putAll(special);
    return Settings.of(values);
  }

  private void leave() {
    if (environment != null) {
      environment.close();
      environment = null;
    }
  }

  @Override
  public void close() {
    leave();
    history.close();
  }
}
