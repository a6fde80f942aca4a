package dev.meetuppulse.drill;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.oracle.Oracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private final Consumer<String> say;
  private Stage stage;
  private int stages;

  /**
   * The load of a drill.
   *
   * @param seed of the load
   * @param rate records a second
   * @param records sent under each fault, at least
   */
  public record Options(long seed, double rate, long records) {}

  /**
   * @param say told of progress, a line each
   */
  public Drill(Cluster cluster, Options options, Consumer<String> say) {
    this.cluster = cluster;
    this.options = options;
    this.say = say;
  }

  /** Does a fault in all its variants. */
  public List<FaultReport> run(Fault fault) throws InterruptedException {
    List<FaultReport> reports = new ArrayList<>();
    for (Trial trial : new Trials(options).of(fault)) {
      if (trial.ownStage()) {
        leave();
      }
      FaultReport report = run(trial, stage(trial.ownStage()));
      say.accept(report.line());
      reports.add(report);
      if (trial.ownStage() || fault == Fault.TOPIC_RESET || !report.clean()) {
        // What comes next needs a whole topic, and shall not be judged by what this one left.
        leave();
      }
    }
    return reports;
  }

  private FaultReport run(Trial trial, Stage here) throws InterruptedException {
    here.awaitWorkers(START_LIMIT);
    Oracle.RecordCounts before = here.truth().records();
    Set<String> workersBefore = here.workerIds();
    double seconds = -1;
    try {
      seconds = trial.drill().run(here);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      here.problem(e.toString());
    }
    Published published = here.awaitAll(END_LIMIT);
    Judge judge = here.judge();
    Oracle.RecordCounts records = here.truth().records();
    long difference = records.received() - published.received();
    Set<String> started = new HashSet<>(here.workerIds());
    started.removeAll(workersBefore);
    return new FaultReport(
        trial.fault().id(),
        trial.variant(),
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

  private Stage stage(boolean ofItsOwn) throws InterruptedException {
    if (stage == null) {
      String name = "drill-" + ++stages;
      Map<Setting, String> special =
          ofItsOwn
              ? Map.of(Setting.COUNT_CLOCK, "wall", Setting.COUNT_WINDOWS, SHORT_WINDOWS)
              : Map.of();
      say.accept("submitting " + name);
      stage = new Stage(cluster, settings(name, special), options.seed(), STREAM_BEGINNING, say);
      stage.submit(WORKERS);
      stage.awaitCounting(START_LIMIT);
    }
    return stage;
  }

  private static Settings settings(String name, Map<Setting, String> special) {
    Map<Setting, String> values = new HashMap<>();
    values.put(Setting.TOPOLOGY_NAME, name);
    values.put(Setting.KAFKA_TOPIC, name);
    values.put(Setting.KAFKA_DEAD_LETTERS, name + "-dead");
    values.put(Setting.KAFKA_GROUP, name);
    values.put(Setting.REDIS_PREFIX, name);
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
        "-Xmx1200m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError");
    values.putAll(special);
    return Settings.of(values);
  }

  private void leave() {
    if (stage != null) {
      stage.close();
      stage = null;
    }
  }

  @Override
  public void close() {
    leave();
  }
}
