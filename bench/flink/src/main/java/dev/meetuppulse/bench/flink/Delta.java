package dev.meetuppulse.bench.flink;

import dev.meetuppulse.core.window.Dimension;

/** An amount to add to one second of a key, and how far its sender has come. A POJO to Flink. */
public final class Delta {
  /** In place of a dimension: only the sender's progress. */
  public static final byte NEWS = -1;

  public byte dimension = NEWS;
  public String key = "";
  public long second;
  public int rsvps;
  public int yes;
  public int no;
  public int going;

  /** Records received since the sender's last. */
  public int received;

  /** The largest {@code mtime} the sender has seen. */
  public long clock;

  /** How many deltas the sender made since its last; for news. */
  public int made;

  /** How many deltas this one is the sum of. */
  public int merged = 1;

  static Delta of(
      Dimension dimension, String key, long second, int rsvps, int yes, int no, int going) {
    Delta delta = new Delta();
    delta.dimension = (byte) dimension.ordinal();
    delta.key = key;
    delta.second = second;
    delta.rsvps = rsvps;
    delta.yes = yes;
    delta.no = no;
    delta.going = going;
    return delta;
  }

  static Delta news(int received, long clock, int made) {
    Delta delta = new Delta();
    delta.received = received;
    delta.clock = clock;
    delta.made = made;
    delta.merged = 0;
    return delta;
  }

  /** The sum of two of one key and second. */
  Delta plus(Delta other) {
    Delta sum =
        of(
            Dimension.values()[dimension],
            key,
            second,
            rsvps + other.rsvps,
            yes + other.yes,
            no + other.no,
            going + other.going);
    sum.merged = merged + other.merged;
    return sum;
  }
}
