package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendDetector;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A way of finding trends. One detector may be judged at several levels of strictness, so that it
 * runs but once.
 *
 * @param family the name of its curve
 * @param detector a new detector for a stream
 */
record Contender(
    String family, Function<PlannedStream, TrendDetector> detector, List<Level> levels) {

  /**
   * A level of strictness.
   *
   * @param name of the contender at that level
   * @param value such as a threshold, by which the levels of a family differ
   * @param filter keeps the rises that are strict enough; they come with the most surprising first
   */
  record Level(String name, double value, UnaryOperator<List<Trend>> filter) {}

  /** A contender with one level: all that its detector reports. */
  static Contender plain(
      String family, String name, double value, Function<PlannedStream, TrendDetector> detector) {
    return new Contender(
        family, detector, List.of(new Level(name, value, UnaryOperator.identity())));
  }

  static Level score(String name, double least) {
    return new Level(
        name, least, rising -> rising.stream().filter(trend -> trend.score() >= least).toList());
  }

  static Level top(String name, int most) {
    return new Level(name, most, rising -> rising.subList(0, Math.min(most, rising.size())));
  }
}
