package dev.meetuppulse.simulator;

import java.util.List;

/**
 * Everything a simulated stream depends on. Equal options give equal streams.
 *
 * @param seed of the world and of all chance
 * @param start stream time of the beginning, ms since the epoch
 * @param rate lines a second, averaged over a day
 * @param records lines until the stream ends; {@link Long#MAX_VALUE} for a stream without end
 * @param groups groups in the world, 100 to 1,000,000; bounds what the stream can name
 * @param activity the usual rate over time; in the recordings it followed the hours of the day
 * @param echoes how many times an RSVP comes again with its time rounded, on average
 * @param poison share of lines that break a rule, 0 to 1
 * @param bursts sudden interest in a topic
 * @param turnover how many times as fast as in the recordings events come and go
 */
public record SimulatorOptions(
    long seed,
    long start,
    double rate,
    long records,
    int groups,
    ActivityCurve activity,
    double echoes,
    double poison,
    List<Burst> bursts,
    double turnover) {

  /** In the recordings, 13 to 21 % of RSVPs came twice. */
  public static final double USUAL_ECHOES = 0.17;

  private static final int USUAL_GROUPS = 10_000;

  public SimulatorOptions {
    check(start > 0, "the start must be after 1970");
    check(rate > 0 && rate <= 10_000_000, "the rate must be above 0 and at most 10000000 a second");
    check(records >= 0, "the number of records can't be negative");
    check(groups >= 100 && groups <= 1_000_000, "groups must be 100 to 1000000");
    check(echoes >= 0 && echoes <= 100, "echoes must be 0 to 100");
    check(poison >= 0 && poison <= 1, "the share of poison must be 0 to 1");
    check(turnover >= 0.01 && turnover <= 1000, "the turnover must be 0.01 to 1000");
    bursts = List.copyOf(bursts);
  }

  /** A stream without end, as the real one was but for its rate. */
  public static SimulatorOptions of(long seed, long start, double rate) {
    return new SimulatorOptions(
        seed,
        start,
        rate,
        Long.MAX_VALUE,
        USUAL_GROUPS,
        new ActivityCurve(true, false),
        USUAL_ECHOES,
        0,
        List.of(),
        1);
  }

  public SimulatorOptions withRate(double linesPerSecond) {
    return new SimulatorOptions(
        seed, start, linesPerSecond, records, groups, activity, echoes, poison, bursts, turnover);
  }

  public SimulatorOptions withRecords(long count) {
    return new SimulatorOptions(
        seed, start, rate, count, groups, activity, echoes, poison, bursts, turnover);
  }

  public SimulatorOptions withGroups(int count) {
    return new SimulatorOptions(
        seed, start, rate, records, count, activity, echoes, poison, bursts, turnover);
  }

  public SimulatorOptions withDaily(boolean follow) {
    return withActivity(new ActivityCurve(follow, activity.weekly()));
  }

  public SimulatorOptions withWeekly(boolean follow) {
    return withActivity(new ActivityCurve(activity.daily(), follow));
  }

  private SimulatorOptions withActivity(ActivityCurve curve) {
    return new SimulatorOptions(
        seed, start, rate, records, groups, curve, echoes, poison, bursts, turnover);
  }

  public SimulatorOptions withEchoes(double mean) {
    return new SimulatorOptions(
        seed, start, rate, records, groups, activity, mean, poison, bursts, turnover);
  }

  public SimulatorOptions withPoison(double share) {
    return new SimulatorOptions(
        seed, start, rate, records, groups, activity, echoes, share, bursts, turnover);
  }

  public SimulatorOptions withBursts(List<Burst> all) {
    return new SimulatorOptions(
        seed, start, rate, records, groups, activity, echoes, poison, all, turnover);
  }

  public SimulatorOptions withTurnover(double factor) {
    return new SimulatorOptions(
        seed, start, rate, records, groups, activity, echoes, poison, bursts, factor);
  }

  private static void check(boolean fine, String message) {
    if (!fine) {
      throw new IllegalArgumentException(message);
    }
  }
}
