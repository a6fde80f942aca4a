package dev.meetuppulse.local.drill;

import dev.meetuppulse.core.config.Setting;
import dev.meetuppulse.core.config.Settings;
import dev.meetuppulse.local.cluster.Cluster;
import dev.meetuppulse.local.cluster.ClusterException;
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
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration END_LIMIT = Duration.ofSeconds(120);
  private static final int WORKERS = 3;

  /** 2024-01-01: any past will do, and the same one makes a seed's stream the same. */
  private static final long STREAM_BEGINNING = 1_704_067_200_000L;

  /** Lines a second of stream time: few, so that windows of minutes move on. */
  private static final double STREAM_RATE = 20;

  private final Cluster cluster;
  private final Options options;
  private final Consumer<String> say;
  private Stage stage;
  private int stages;

  /**
   * How hard to drill.
   *
   * @param seed of the load
   * @param rate records a second
   * @param records at least so many records under each fault
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
    for (Trial trial : Trials.of(fault, options.rate())) {
      FaultReport report = run(trial);
      say.accept(report.line());
      reports.add(report);
      if (!report.clean()) {
        // What comes next shall not be judged by what this one left behind.
        leave();
      }
    }
    return reports;
  }

  private FaultReport run(Trial trial) throws InterruptedException {
    Stage here = stage();
    here.awaitWorkers(START_LIMIT);
    long sentBefore = here.truth().records().received();
    long invalidBefore = here.truth().records().invalid();
    Set<String> workersBefore = here.workerIds();
    double seconds = -1;
    String problem = "";
    Load load = here.load(options.rate(), STREAM_RATE, trial.poison());
    try (load) {
      if (here.awaitFresh(START_LIMIT) < 0) {
        throw new ClusterException("the topology does not count; see its workers' logs");
      }
      seconds = trial.injection().run(here);
      Stage.await(
          () -> load.sent() >= options.records(),
          Duration.ofSeconds(60 + (long) (options.records() / options.rate())));
      load.finish();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      problem = String.valueOf(e.getMessage());
    }
    Published published = here.awaitAll(END_LIMIT);
    Judge judge = here.judge();
    long difference = here.truth().records().received() - published.received();
    Set<String> started = new HashSet<>(here.workerIds());
    started.removeAll(workersBefore);
    return new FaultReport(
        trial.fault().id(),
        trial.variant(),
        here.truth().records().received() - sentBefore,
        here.truth().records().invalid() - invalidBefore,
        Math.max(0, difference),
        Math.max(0, -difference),
        judge.wrongCounts(published),
        judge.wrongRows(published),
        seconds,
        started.size(),
        problem);
  }

  private Stage stage() throws InterruptedException {
    if (stage == null) {
      String name = "drill-" + ++stages;
      say.accept("submitting " + name);
      stage = new Stage(cluster, settings(name, Map.of()), options.seed(), STREAM_BEGINNING, say);
      stage.submit(WORKERS);
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
    values.put(Setting.TOPOLOGY_WORKERS, Integer.toString(WORKERS));
    values.put(Setting.TOPOLOGY_IN_FLIGHT, "10000");
    values.put(
        Setting.TOPOLOGY_WORKER_OPTIONS,
        "-Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+ExitOnOutOfMemoryError");
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
