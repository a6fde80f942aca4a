package dev.meetuppulse.simulator.trends;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a contender did at one level.
 *
 * @param outcomes one for each burst
 * @param carried alarms that were right but found no burst of their own
 * @param falseAlarms alarms without a reason
 * @param hours simulated, after the warm-up
 */
public record Score(
    JudgedDetector subject,
    List<BurstOutcome> outcomes,
    int carried,
    int falseAlarms,
    double hours) {

  /**
   * The detector that was judged.
   *
   * @param family the name of its curve
   * @param level of strictness
   */
  public record JudgedDetector(String family, String name, double level) {}

  /**
   * A burst, and whether it was found.
   *
   * @param factor of the burst
   * @param delayMillis from its start to its alarm; below 0 if there was none
   */
  public record BurstOutcome(double factor, long delayMillis) {
    boolean isFound() {
      return delayMillis >= 0;
    }
  }

  public Score {
    outcomes = List.copyOf(outcomes);
  }

  public String detector() {
    return subject.name();
  }

  public int bursts() {
    return outcomes.size();
  }

  public int found() {
    return (int) outcomes.stream().filter(BurstOutcome::isFound).count();
  }

  /** The part of the bursts that was found; 1 if there were none. */
  public double recall() {
    return bursts() == 0 ? 1 : (double) found() / bursts();
  }

  /** The part of the alarms that was right; 1 if there were none. */
  public double precision() {
    int alarms = found() + carried + falseAlarms;
    return alarms == 0 ? 1 : (double) (found() + carried) / alarms;
  }

  public double falseAlarmsPerHour() {
    return falseAlarms / hours;
  }

  /** From a burst's start to its alarm, seconds; NaN if nothing was found. */
  public double medianDelaySeconds() {
    long[] delays =
        outcomes.stream()
            .filter(BurstOutcome::isFound)
            .mapToLong(BurstOutcome::delayMillis)
            .sorted()
            .toArray();
    int n = delays.length;
    return n == 0 ? Double.NaN : (delays[(n - 1) / 2] + delays[n / 2]) / 2_000.0;
  }

  /** The score for only the bursts of one factor; false alarms are those of all. */
  public Score of(double factor) {
    return new Score(
        subject,
        outcomes.stream().filter(outcome -> outcome.factor() == factor).toList(),
        carried,
        falseAlarms,
        hours);
  }

  Score plus(Score other) {
    return new Score(
        subject,
        Stream.concat(outcomes.stream(), other.outcomes.stream()).toList(),
        carried + other.carried,
        falseAlarms + other.falseAlarms,
        hours + other.hours);
  }
}
