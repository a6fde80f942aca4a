package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.simulator.Burst;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Judges the alarms of one contender at one level.
 *
 * <p>A detector raises an alarm when a key begins to rise; again within ten minutes is the same
 * alarm. Topics come together: groups burst, and all topics of a group with it. The simulator knows
 * by how much each key's true rate is multiplied. An alarm for the burst's own key is a <i>hit</i>,
 * until a minute after the burst's end. An alarm for another key says that it has come more often
 * since a moment: if its true rate since then was, on average, a quarter above the usual or more,
 * the alarm is right too, and called <i>carried</i>; it finds no burst, so it adds only to
 * precision. Every other alarm is <i>false</i>.
 */
final class AlarmJudge {
  private static final double CARRIED = 1.25;
  private static final long SAME_ALARM_MILLIS = 600_000;
  private static final long NOT_FOUND = -1;

  private final PlannedStream stream;
  private final Contender.Level level;
  private final List<Burst> bursts;
  private final int[] keys;

  private final long[] delays;
  private final Map<Integer, Long> lastRising = new HashMap<>();
  private int carriedAlarms;
  private int falseAlarms;

  AlarmJudge(PlannedStream stream, Contender.Level level) {
    this.stream = stream;
    this.level = level;
    this.bursts = stream.bursts();
    keys = bursts.stream().mapToInt(stream.keys()::keyOf).toArray();
    delays = new long[keys.length];
    Arrays.fill(delays, NOT_FOUND);
  }

  /** Takes in what rises at a moment, before the level's filter. */
  void accept(List<Trend> rising, long now) {
    for (Trend trend : level.filter().apply(rising)) {
      Long before = lastRising.put(trend.key(), now);
      if (now >= stream.begin() && (before == null || now - before > SAME_ALARM_MILLIS)) {
        judge(trend, now);
      }
    }
  }

  private void judge(Trend trend, long now) {
    for (int i = 0; i < keys.length; i++) {
      Burst burst = bursts.get(i);
      if (trend.key() == keys[i]
          && now >= burst.start()
          && now < burst.end() + PlannedStream.GRACE_MILLIS) {
        delays[i] = delays[i] == NOT_FOUND ? now - burst.start() : delays[i];
        return;
      }
    }
    if (trueRise(trend, now) >= CARRIED) {
      carriedAlarms++;
    } else {
      falseAlarms++;
    }
  }

  /** By how much a key's true rate was multiplied since it began to rise, on average. */
  private double trueRise(Trend trend, long now) {
    double rise = 1;
    for (int i = 0; i < keys.length; i++) {
      Burst burst = bursts.get(i);
      long within = Math.min(now, burst.end()) - Math.max(trend.since(), burst.start());
      if (within > 0) {
        rise +=
            (stream.rises().get(i).getOrDefault(trend.key(), 1.0) - 1)
                * within
                / (now - trend.since());
      }
    }
    return rise;
  }

  Score score(String family) {
    List<Score.BurstOutcome> outcomes =
        IntStream.range(0, keys.length)
            .mapToObj(i -> new Score.BurstOutcome(bursts.get(i).factor(), delays[i]))
            .toList();
    double hours = stream.plan().timeline().judged().toMillis() / 3_600_000.0;
    return new Score(
        new Score.JudgedDetector(family, level.name(), level.value()),
        outcomes,
        carriedAlarms,
        falseAlarms,
        hours);
  }
}
