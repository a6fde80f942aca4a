package dev.meetuppulse.core.trend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Finds keys that come surprisingly more often than they should, with a given number of false
 * alarms an hour.
 *
 * <p><b>What is expected</b> is a key's usual share of all RSVPs ({@link UsualShares}) times the
 * RSVPs there are. As a share it follows a stream that grows, shrinks or surges as a whole.
 *
 * <p><b>What is surprising.</b> {@link RiseEvidence} weighs, for every moment at once, that a rise
 * began then: a minute ago or yesterday, so a rise of any length is found at its own pace. {@link
 * AlarmBudget} says at how much evidence a key rises. Evidence of a key with less than a hundredth
 * of all RSVPs weighs less, as the root of its share: of the false alarms, more go to the keys that
 * people know.
 *
 * <p>A key rises until {@link RiseStart} says that it is as usual again. The {@link Trend#score()
 * score} is the signed root of the Poisson deviance of the counts since the start: like a z-score,
 * but right for small counts. What makes counts overstated (echoes, re-sends) must have been taken
 * out before.
 *
 * <p>Memory: 80 bytes per key, and 164 for each of the keys whose cycles are learned; time: what
 * changed in a bucket, however many keys there are.
 */
public final class SurpriseDetector implements TrendDetector {
  private static final double STILL_RISING = 1.0 / 3;
  private static final double STILL_LEADING = 1.0 / 6;
  private static final double AT_FIRST = 0.6;
  private static final double CAP = 1.5;

  /** Rises are checked for their end this often. */
  private static final long ENDING_MILLIS = Duration.ofSeconds(30).toMillis();

  private static final double HOUR = Duration.ofHours(1).toMillis();
  private static final int MIN_LEADING_RSVPS = 3;
  private static final double WHOLE_WEIGHT = 0.01;

  /** Fewer RSVPs than this say nothing about shares. */
  private static final int WARM_RSVPS = 300;

  private static final int SILENCE_SECONDS = (int) Duration.ofMinutes(10).toSeconds();

  /** It must also be this many times as long as the usual gap since the rise began. */
  private static final double SILENCE = 3;

  private final TrendOptions options;
  private final AlarmBudget budget;
  private final OpenBucket open = new OpenBucket();
  private final UsualShares usual;
  private final RiseEvidence evidence = new RiseEvidence();
  private final RiseStart start = new RiseStart();
  private final BitSet watched = new BitSet();
  private final BitSet leading = new BitSet();
  private final BitSet rising = new BitSet();

  /** All RSVPs so far, and where each key came last. */
  private double volume;

  private double[] lastVolume = new double[0];
  private float[] lastShare = new float[0];
  private int[] lastSeen = new int[0];

  /** Seconds count from the first bucket. */
  private long first = Long.MIN_VALUE;

  private long last;
  private long nextEnding = Long.MIN_VALUE;
  private double weight;

  public SurpriseDetector(TrendOptions options) {
    this.options = options;
    this.budget = new AlarmBudget(options.falseAlarmsAnHour());
    this.usual = new UsualShares(options.profiles());
  }

  @Override
  public void add(int key, int rsvps) {
    open.add(key, rsvps);
  }

  @Override
  public void close(long end, long rsvps) {
    if (first == Long.MIN_VALUE) {
      first = end;
      last = end;
    }
    makeRoom();
    usual.advance(end);
    volume += rsvps;
    weight = 0;
    boolean warm = isWarm(end);
    open.drain(
        (key, count) -> {
          if (warm) {
            weigh(key, count, rsvps, end);
          }
          usual.add(key, count);
          lastVolume[key] = volume;
          lastShare[key] = (float) usual.share(key, end);
          lastSeen[key] = seconds(end);
          weight += count * weight(lastShare[key]);
        });
    usual.close(end, rsvps);
    budget.add(weight, rsvps, end - last);
    if (warm) {
      budget.close(end, end - last, !rising.isEmpty());
    }
    last = end;
    if (end >= nextEnding) {
      nextEnding = end + ENDING_MILLIS;
      endThoseThatAreOver();
    }
  }

  /** Forgets a key: its number will be given to another. */
  public void forget(int key) {
    open.forget(key);
    watched.clear(key);
    leading.clear(key);
    rising.clear(key);
    if (key < lastSeen.length) {
      usual.forget(key);
      evidence.clear(key);
      start.clear(key);
      lastVolume[key] = volume;
      lastShare[key] = 0;
      lastSeen[key] = seconds(last);
    }
  }

  /** True once enough is known of what is usual. */
  public boolean isWarm() {
    return first != Long.MIN_VALUE && isWarm(last);
  }

  private boolean isWarm(long end) {
    return end - first >= options.warmUp().toMillis() && volume >= WARM_RSVPS;
  }

  private void weigh(int key, int count, long rsvps, long end) {
    double share = usual.share(key, end);
    Step step =
        new Step(
            Math.sqrt(share * lastShare[key]) * (volume - rsvps - lastVolume[key]),
            share * (last - first - 1000L * lastSeen[key]) / HOUR,
            share * rsvps,
            share * (end - last) / HOUR,
            count);
    double alarm = budget.alarm();
    double logRatio = budget.logRatio();
    double found = weight(share) * evidence.add(key, step);
    start.add(key, step, seconds(last), CAP * logRatio);
    int now = start.now(key);
    watch(key, found);
    if (found >= alarm * Math.exp(-logRatio / 2) && now >= MIN_LEADING_RSVPS) {
      leading.set(key);
    }
    if (found >= alarm && now >= options.leastRsvps() && !rising.get(key)) {
      rising.set(key);
      start.atLeast(key, AT_FIRST * logRatio);
    }
  }

  /** Reports a key once when it comes near, and again when it has been far. */
  private void watch(int key, double found) {
    double level = budget.watched();
    if (found < level / 5) {
      watched.clear(key);
    } else if (found >= level && !watched.get(key)) {
      watched.set(key);
      budget.crossed();
    }
  }

  private static double weight(double share) {
    return Math.sqrt(Math.min(1, share / WHOLE_WEIGHT));
  }

  private void endThoseThatAreOver() {
    if (leading.isEmpty()) {
      return;
    }
    double alarm = budget.logRatio();
    for (int key = leading.nextSetBit(0); key >= 0; key = leading.nextSetBit(key + 1)) {
      double left = isSilent(key) ? 0 : start.after(key, missed(key));
      if (rising.get(key) && left < STILL_RISING * alarm) {
        rising.clear(key);
        evidence.clear(key);
        start.clear(key);
      }
      if (!rising.get(key) && left < STILL_LEADING * alarm) {
        leading.clear(key);
      }
    }
  }

  private boolean isSilent(int key) {
    int silence = seconds(last) - lastSeen[key];
    double usually = (lastSeen[key] - start.since(key)) / (double) start.now(key);
    return silence > SILENCE_SECONDS && silence > SILENCE * usually;
  }

  /** RSVPs of the key that were to be expected since it came last. */
  private double missed(int key) {
    return usual.share(key, last) * (volume - lastVolume[key]);
  }

  @Override
  public List<Trend> rising() {
    return trends(rising);
  }

  /**
   * The at most {@code most} keys with the most surprising counts as of the last closed bucket,
   * including those not surprising enough to be rising.
   */
  public List<Trend> leading(int most) {
    List<Trend> trends = trends(leading);
    return trends.subList(0, Math.min(most, trends.size()));
  }

  private List<Trend> trends(BitSet keys) {
    List<Trend> trends = new ArrayList<>();
    for (int key = keys.nextSetBit(0); key >= 0; key = keys.nextSetBit(key + 1)) {
      double expected = start.expected(key) + missed(key);
      int now = start.now(key);
      long since = first + start.since(key) * 1000L;
      trends.add(new Trend(key, deviance(now, expected), now, expected, since));
    }
    trends.sort(Comparator.comparingDouble(Trend::score).reversed().thenComparing(Trend::key));
    return trends;
  }

  /** The signed root of the deviance of a Poisson count: 0 if as expected, negative if fewer. */
  public static double deviance(long count, double mean) {
    double log = count == 0 ? 0 : count * Math.log(count / mean);
    return Math.signum(count - mean) * Math.sqrt(Math.max(0, 2 * (log - (count - mean))));
  }

  private int seconds(long time) {
    return (int) ((time - first) / 1000);
  }

  private void makeRoom() {
    int keys = open.keys();
    if (keys > lastSeen.length) {
      lastVolume = Arrays.copyOf(lastVolume, keys);
      lastShare = Arrays.copyOf(lastShare, keys);
      lastSeen = Arrays.copyOf(lastSeen, keys);
      usual.makeRoom(keys);
      evidence.makeRoom(keys);
      start.makeRoom(keys);
    }
  }
}
