package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendDetector;
import dev.meetuppulse.core.trend.TrendOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Lets contenders find the bursts of a plan's streams. */
public final class Evaluation {
  private final Plan plan;
  private final List<Contender> contenders;

  /** Compares the detector in use with the plain ones. */
  public Evaluation(Plan plan, TrendOptions options) {
    this(plan, Contenders.usual(options));
  }

  Evaluation(Plan plan, List<Contender> contenders) {
    this.plan = plan;
    this.contenders = contenders;
  }

  /**
   * Runs the whole plan, seeds in parallel; the result does not depend on their order.
   *
   * @param done receives each seed when it is done, on any thread
   * @return one score for each contender and level
   */
  public List<Score> run(LongConsumer done) {
    List<List<Score>> runs =
        plan.seeds().parallelStream()
            .map(
                seed -> {
                  List<Score> scores = run(seed);
                  done.accept(seed);
                  return scores;
                })
            .toList();
    Map<Score.JudgedDetector, Score> sums = new LinkedHashMap<>();
    for (List<Score> scores : runs) {
      scores.forEach(score -> sums.merge(score.subject(), score, Score::plus));
    }
    return List.copyOf(sums.values());
  }

  private List<Score> run(long seed) {
    PlannedStream stream = new PlannedStream(plan, seed);
    List<ContenderRun> runs =
        contenders.stream().map(contender -> new ContenderRun(contender, stream)).toList();
    new BucketedStream(stream, runs).run();
    return runs.stream().flatMap(ContenderRun::scores).toList();
  }

  /** A contender at work, with a judge for each of its levels. */
  static final class ContenderRun {
    private final Contender contender;
    private final TrendDetector detector;
    private final List<AlarmJudge> judges = new ArrayList<>();

    private ContenderRun(Contender contender, PlannedStream stream) {
      this.contender = contender;
      this.detector = contender.detector().apply(stream);
      contender.levels().forEach(level -> judges.add(new AlarmJudge(stream, level)));
    }

    void add(int key) {
      detector.add(key, 1);
    }

    void close(long end, long rsvps) {
      detector.close(end, rsvps);
      List<Trend> rising = detector.rising();
      judges.forEach(judge -> judge.accept(rising, end + BucketedStream.SLACK_MILLIS));
    }

    private Stream<Score> scores() {
      return judges.stream().map(judge -> judge.score(contender.family()));
    }
  }
}
