package dev.meetuppulse.bench.spark;

/** A record that counts. A bean to Spark. */
public final class ParsedRsvp {
  private long id;
  private long mtime;
  private long vote;
  private long offset;
  private String group;

  public long getId() {
    return id;
  }

  public void setId(long value) {
    id = value;
  }

  public long getMtime() {
    return mtime;
  }

  public void setMtime(long value) {
    mtime = value;
  }

  public long getVote() {
    return vote;
  }

  public void setVote(long value) {
    vote = value;
  }

  /** Its position in its partition: records of one id are judged in this order. */
  public long getOffset() {
    return offset;
  }

  public void setOffset(long value) {
    offset = value;
  }

  /** The keys it counts on, see {@link dev.meetuppulse.bench.job.GroupText}. */
  public String getGroup() {
    return group;
  }

  public void setGroup(String value) {
    group = value;
  }
}
