package dev.meetuppulse.core.trend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Finds keys that come surprisingly more often than they should.
 *
 * <p><b>What is expected.</b> A key's usual share of all RSVPs, times the RSVPs there are now. The
 * share is learned with exponential forgetting (Cormode, Shkapenyuk, Srivastava and Xu, "Forward
 * decay", ICDE 2009) and, once there is a day of data, corrected by how the key's share moved at
 * this hour on the days before. As a share it follows a stream that grows, shrinks or surges as a
 * whole, so neither a daily cycle nor a burst of everything is news.
 *
 * <p><b>What is surprising.</b> Counts of one key are close to Poisson (Hendrickson, Kolb, Lehman
 * and Montague, "Trend detection in social data", Gnip 2015, compare such models with plainer
 * ones). Evidence for a rise to {@code ratio} times the expectation is the log-likelihood ratio of
 * the two Poisson models, summed from the moment at which it last stood at zero: Page's cumulative
 * sum ("Continuous inspection schemes", Biometrika 1954), which for a given rate of false alarms
 * has the shortest delay. That moment is the "since when". A key rises when its evidence reaches
 * {@code alarm}, and until it has fallen to a third of that; evidence is capped, so a rise that is
 * over soon goes.
 *
 * <p>What was learned from few RSVPs is uncertain, so the usual share is taken a standard deviation
 * or so higher than it was seen.
 *
 * <p>The {@link Trend#score() score} is the signed root of the Poisson deviance of all counts since
 * then: like a z-score, but right for small counts. What makes counts overstated (echoes, re-sends)
 * must have been taken out before.
 *
 * <p>Memory: 46 bytes a key, and 112 for each of the keys whose daily cycle is learned; time: what
 * changed in a bucket, however many keys there are.
 */
public final class SurpriseDetector implements TrendDetector {
  private static final double STILL_RISING = 1.0 / 3;
  private static final double CANDIDATE = 1.0 / 10;
  private static final int LEAST_OF_CANDIDATE = 5;
  private static final double CAP = 1.5;
  private static final double RESCALE = 0x1p40;
  private static final long SILENCE_MILLIS = 600_000;

  private final TrendOptions options;
  private final double gainOfOne;
  private final double lossOfExpected;
  private final OpenBucket open = new OpenBucket();
  private final DailyProfile profile;
  private final BitSet candidates = new BitSet();
  private final BitSet rising = new BitSet();

  /** What is usual: RSVPs weighted by {@code weight} at their time; the latest weigh most. */
  private float[] learned = new float[0];

  private double learnedTotal;
  private double weight = 1;

  /** All RSVPs so far, and where each key's evidence was last brought up to date. */
  private double volume;

  private double[] upToVolume = new double[0];
  private float[] evidence = new float[0];
  private float[] expected = new float[0];
  private int[] now = new int[0];

  /** Seconds since the first bucket. */
  private int[] since = new int[0];

  private int[] lastSeen = new int[0];

  private long first = Long.MIN_VALUE;
  private long last;

  public SurpriseDetector(TrendOptions options) {
    this.options = options;
    this.gainOfOne = Math.log(options.ratio());
    this.lossOfExpected = options.ratio() - 1;
    this.profile = new DailyProfile(options.profiles(), options.halfLife().toMillis());
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
    weight *= Math.pow(2, (double) (end - last) / options.halfLife().toMillis());
    if (weight > RESCALE) {
      rescale();
    }
    volume += rsvps;
    boolean warm = end - first >= options.warmUp().toMillis();
    long start = last;
    open.drain(
        (key, count) -> {
          if (warm) {
            weigh(key, count, rsvps, start, end);
          } else {
            upToVolume[key] = volume;
          }
          learned[key] += (float) (weight * count);
          profile.add(key, count);
        });
    learnedTotal += weight * rsvps;
    profile.close(end, rsvps);
    last = end;
    endThoseThatAreOver(candidates, CANDIDATE / 2, end);
    endThoseThatAreOver(rising, STILL_RISING, end);
  }

  /** Forgets a key: its number will be given to another. */
  public void forget(int key) {
    open.forget(key);
    profile.forget(key);
    candidates.clear(key);
    rising.clear(key);
    if (key < learned.length) {
      learned[key] = 0;
      upToVolume[key] = volume;
      evidence[key] = 0;
      expected[key] = 0;
      now[key] = 0;
      since[key] = 0;
      lastSeen[key] = 0;
    }
  }

  private void weigh(int key, int count, long rsvps, long start, long end) {
    double share = share(key, end);
    bringUpTo(volume - rsvps, key, share);
    if (evidence[key] <= 0) {
      evidence[key] = 0;
      expected[key] = 0;
      now[key] = 0;
      since[key] = seconds(start);
    }
    double inBucket = share * rsvps;
    double more = gainOfOne * count - lossOfExpected * inBucket;
    evidence[key] = (float) Math.min(CAP * options.alarm(), evidence[key] + more);
    upToVolume[key] = volume;
    expected[key] += (float) inBucket;
    now[key] += count;
    lastSeen[key] = seconds(end);
    if (evidence[key] >= CANDIDATE * options.alarm() && now[key] >= LEAST_OF_CANDIDATE) {
      candidates.set(key);
    }
    if (evidence[key] >= options.alarm() && now[key] >= options.leastRsvps()) {
      rising.set(key);
    }
  }

  /** Takes in what should have come since the key was last looked at, and did not. */
  private void bringUpTo(double newVolume, int key, double share) {
    if (evidence[key] > 0) {
      double missed = share * (newVolume - upToVolume[key]);
      expected[key] += (float) missed;
      evidence[key] -= (float) (lossOfExpected * missed);
    }
    upToVolume[key] = newVolume;
  }

  private void endThoseThatAreOver(BitSet keys, double partOfAlarm, long end) {
    for (int key = keys.nextSetBit(0); key >= 0; key = keys.nextSetBit(key + 1)) {
      if (isOver(key, partOfAlarm, end)) {
        keys.clear(key);
      }
    }
  }

  private boolean isOver(int key, double partOfAlarm, long end) {
    bringUpTo(volume, key, share(key, end));
    return evidence[key] < partOfAlarm * options.alarm()
        || seconds(end) - lastSeen[key] > SILENCE_MILLIS / 1000;
  }

  private double share(int key, long time) {
    if (learnedTotal == 0) {
      return 1;
    }
    double seen = learned[key] / weight + options.prior();
    double share = (seen + options.caution() * Math.sqrt(seen)) / (learnedTotal / weight + 1);
    return Math.min(1, share * profile.factor(key, time));
  }

  @Override
  public List<Trend> rising() {
    return trends(rising);
  }

  /**
   * The keys with the most surprising counts as of the last closed bucket, also those that are not
   * surprising enough to be called rising.
   *
   * @param most how many at most
   */
  public List<Trend> leading(int most) {
    List<Trend> trends = trends(candidates);
    return trends.subList(0, Math.min(most, trends.size()));
  }

  private List<Trend> trends(BitSet keys) {
    List<Trend> trends = new ArrayList<>();
    for (int key = keys.nextSetBit(0); key >= 0; key = keys.nextSetBit(key + 1)) {
      trends.add(
          new Trend(
              key,
              deviance(now[key], expected[key]),
              now[key],
              expected[key],
              first + since[key] * 1000L));
    }
    trends.sort(Comparator.comparingDouble(Trend::score).reversed().thenComparing(Trend::key));
    return trends;
  }

  /** The signed root of the deviance of a Poisson count: 0 if as expected, negative if fewer. */
  static double deviance(long count, double mean) {
    double log = count == 0 ? 0 : count * Math.log(count / mean);
    return Math.signum(count - mean) * Math.sqrt(Math.max(0, 2 * (log - (count - mean))));
  }

  private int seconds(long time) {
    return (int) ((time - first) / 1000);
  }

  private void rescale() {
    for (int key = 0; key < learned.length; key++) {
      learned[key] /= (float) weight;
    }
    learnedTotal /= weight;
    weight = 1;
  }

  private void makeRoom() {
    int keys = open.keys();
    if (keys > learned.length) {
      int before = learned.length;
      learned = Arrays.copyOf(learned, keys);
      upToVolume = Arrays.copyOf(upToVolume, keys);
      Arrays.fill(upToVolume, before, keys, volume);
      evidence = Arrays.copyOf(evidence, keys);
      expected = Arrays.copyOf(expected, keys);
      now = Arrays.copyOf(now, keys);
      since = Arrays.copyOf(since, keys);
      lastSeen = Arrays.copyOf(lastSeen, keys);
    }
  }
}
