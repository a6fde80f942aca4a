package dev.meetuppulse.core.trend;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The evidence at which a key rises, set so that chance raises a given number of false alarms an
 * hour over all keys, at any rate of the stream and any time of day.
 *
 * <p><b>The bound.</b> A key's evidence is the Shiryaev-Roberts statistic: the sum, over all
 * moments at which a rise could have begun, of that moment's weight times the likelihood ratio of
 * "risen since then" against "as usual". While nothing rises, evidence less the weight put in is a
 * martingale, so it reaches a level {@code a} at most (weight put in) / {@code a} times on average:
 * Pollak, "Optimal detection of a change in distribution", Annals of Statistics 13, 1985. With a
 * weight {@code w} an hour, summed over all keys, the level {@code w / f} holds {@code f} false
 * alarms an hour. Here a moment weighs as much as the key's usual share of all RSVPs, so that the
 * false alarms are spread over the keys as the RSVPs are.
 *
 * <p><b>The calibration.</b> That bound is never tight: evidence jumps past a level, and a key with
 * few RSVPs can't rise. How much room there is shows in the stream itself. A lower level, which the
 * bound lets chance reach {@link #WATCHED} times as often, is watched while nothing rises; if it is
 * reached a third as often, the level is lowered to a third, and if chance is wilder than Poisson,
 * it is raised.
 */
final class AlarmBudget {
  private static final double HOUR = Duration.ofHours(1).toMillis();
  private static final double WEIGHT_HALF_LIFE = 2 * HOUR;
  private static final double CALIBRATION_HALF_LIFE = 24 * HOUR;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** Times as often as an alarm. */
  private static final double WATCHED = 50;

  /** Crossings within this time of a rise may be part of it, and are not counted. */
  private static final long GUARD = 10 * MINUTE;

  private static final double MAX_ROOM = 3;
  private static final double MIN_ROOM = 0.25;

  private static final double MIN_LOG_RATIO = 3;

  /** The bound while nothing is usual, because all that came before is forgotten. */
  private static final double OUT_OF_REACH = 1e100;

  /** Crossings by the bound that weigh as much as the first guess, {@link #MAX_ROOM}. */
  private static final double FIRST_GUESS = 30;

  /** Crossings of the watched level in one minute, and those that the bound allows. */
  private static final class Minute {
    private final long end;
    private double allowed;
    private int crossings;

    private Minute(long end) {
      this.end = end;
    }
  }

  private final double falseAlarmsAnHour;
  private final Deque<Minute> lately = new ArrayDeque<>();
  private double weight;
  private double rsvps;
  private double hours;
  private double allowed;
  private double crossings;
  private long lastRise = Long.MIN_VALUE / 2;

  /** A budget of {@code falseAlarmsAnHour}, above 0. */
  AlarmBudget(double falseAlarmsAnHour) {
    this.falseAlarmsAnHour = falseAlarmsAnHour;
  }

  /**
   * Adds the {@code came} RSVPs of {@code millis}, which determine the weight per hour: a key
   * weighs as much as its share. {@code more} is the total weight of the keys of these RSVPs.
   */
  void add(double more, long came, long millis) {
    double kept = Math.pow(2, -millis / WEIGHT_HALF_LIFE);
    weight = weight * kept + more;
    rsvps = rsvps * kept + came;
    hours = hours * kept + millis / HOUR;
  }

  /** The evidence at which a key rises. */
  double alarm() {
    return bound() / room();
  }

  /** The log-likelihood ratio of a sudden rise at that evidence, about. */
  double logRatio() {
    return Math.max(MIN_LOG_RATIO, Math.log(alarm() * rsvps / hours));
  }

  /** The evidence that is watched to calibrate {@link #alarm}. */
  double watched() {
    return bound() / WATCHED;
  }

  private double bound() {
    return rsvps > 0 ? weight / rsvps / falseAlarmsAnHour : OUT_OF_REACH;
  }

  /** The factor by which the bound is too high. */
  double room() {
    double part = (crossings + FIRST_GUESS / MAX_ROOM) / (allowed + FIRST_GUESS);
    return Math.max(MIN_ROOM, Math.min(MAX_ROOM, 1 / part));
  }

  /** A key's evidence reached the watched level. */
  void crossed() {
    if (!lately.isEmpty()) {
      lately.getLast().crossings++;
    }
  }

  /**
   * Closes a span of {@code millis} that ends at {@code end}, ms since the epoch; {@code rising} if
   * any key rises.
   */
  void close(long end, long millis, boolean rising) {
    if (rising) {
      lastRise = end;
      lately.clear();
    }
    if (end - lastRise <= GUARD) {
      return;
    }
    if (lately.isEmpty() || end > lately.getLast().end) {
      lately.add(new Minute(end + MINUTE));
    }
    lately.getLast().allowed += WATCHED * falseAlarmsAnHour * millis / HOUR;
    while (lately.getFirst().end <= end - GUARD) {
      Minute minute = lately.removeFirst();
      double kept = Math.pow(2, -MINUTE / CALIBRATION_HALF_LIFE);
      allowed = allowed * kept + minute.allowed;
      crossings = crossings * kept + minute.crossings;
    }
  }
}
