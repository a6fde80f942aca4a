package dev.meetuppulse.bench.flink;

/**
 * A record that counts, or (without a group) news of records that do not. A POJO to Flink.
 *
 * <p>Records that don't count are not sent; the next that does has their number.
 */
public final class Sighting {
  public long id;
  public long mtime;
  public long vote;

  /**
   * The keys it counts on, see {@link dev.meetuppulse.bench.job.GroupText}; empty for updates only.
   */
  public String group = "";

  /** Records since the one before, this one among them. */
  public int received;

  /** The largest {@code mtime} of those. */
  public long clock;
}
