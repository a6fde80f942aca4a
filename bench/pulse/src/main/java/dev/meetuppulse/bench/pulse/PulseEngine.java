package dev.meetuppulse.bench.pulse;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.bench.job.Warmth;
import dev.meetuppulse.cli.count.BoardWatch;
import dev.meetuppulse.cli.count.FinalBoards;
import dev.meetuppulse.cluster.embedded.LocalStorm;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.topology.PulseTopology;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs the topology with the default settings, but for the event clock. {@code pulse-all} counts
 * all dimensions in all windows and looks for trends; {@code pulse} does what the other engines do,
 * {@code pulse-trends} looks for trends in it.
 */
public final class PulseEngine {
  private static final String ALL = "pulse-all";
  private static final String TRENDS = "pulse-trends";
  private static final String WINDOW = Job.WINDOW_SECONDS / 60 + "m";
  private static final List<Dimension> DIMENSIONS = List.of(Dimension.CITIES, Dimension.TOPICS);

  /** Each look costs the engine's JVM time that the others don't need: only the last are close. */
  private static final long LOOK_MILLIS = 100;

  private static final long LAST_LOOKS_MILLIS = 10;

  private PulseEngine() {}

  /**
   * Runs until the boards in Redis hold every record.
   *
   * @param arguments see {@link Job#of}
   */
  public static void main(String[] arguments) throws Exception {
    Job job = Job.of(arguments);
    Settings settings = settings(job);
    try (RunDirectory directory = RunDirectory.in(job.directory());
        LocalStorm storm = LocalStorm.start(directory);
        BoardWatch watch = new BoardWatch(settings)) {
      Warmth.awaitQuiet();
      PulseTopology.submit(settings, storm::submit);
      watch(job, watch);
      storm.kill(settings.text(Setting.TOPOLOGY_NAME));
    }
  }

  private static Settings settings(Job job) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    values.put(Setting.KAFKA_BOOTSTRAP, job.bootstrap());
    values.put(Setting.KAFKA_TOPIC, job.topic());
    values.put(Setting.KAFKA_PARTITIONS, Integer.toString(job.partitions()));
    values.put(Setting.REDIS_URL, job.redis());
    values.put(Setting.COUNT_CLOCK, "event");
    values.put(Setting.COUNT_COUNTRIES, Job.COUNTRY);
    if (!job.engine().equals(ALL)) {
      values.put(Setting.COUNT_WINDOWS, WINDOW + ":1s");
      values.put(Setting.COUNT_DIMENSIONS, "cities,topics");
      values.put(Setting.COUNT_TRENDS, job.engine().equals(TRENDS) ? "on" : "off");
    }
    long perPartition = job.records() / job.partitions();
    Settings defaults = Settings.of(values);
    return perPartition <= defaults.integer(Setting.COUNT_REMEMBER_MOST)
        ? defaults
        : defaults.with(Map.of(Setting.COUNT_REMEMBER_MOST, Long.toString(perPartition)));
  }

  private static void watch(Job job, BoardWatch watch) throws InterruptedException {
    Output output = new Output(job);
    long received = 0;
    long before = 0;
    while (!output.done()) {
      boolean isNearlyDone = received >= job.records() / 4 * 3;
      TimeUnit.MILLISECONDS.sleep(isNearlyDone ? LAST_LOOKS_MILLIS : LOOK_MILLIS);
      received = watch.received();
      if (received != before) {
        Optional<FinalBoards> complete = watch.complete(received, Job.TOP);
        if (complete.isPresent()) {
          output.publishRows(received, complete.get().clock(), rows(complete.get()));
          before = received;
        }
      }
    }
  }

  private static Map<String, List<Row>> rows(FinalBoards boards) {
    Map<String, List<Row>> rows = new TreeMap<>();
    for (Dimension dimension : DIMENSIONS) {
      rows.put(
          dimension.id(),
          boards.boards().get(dimension.id()).get(WINDOW).stream()
              .map(
                  line ->
                      new Row(
                          line.key(),
                          line.label(),
                          line.rsvps(),
                          line.yes(),
                          line.no(),
                          line.going()))
              .toList());
    }
    return rows;
  }
}
