package dev.meetuppulse.bench.spark;

/** The version of an RSVP that counts, or (with a sign) one that comes or goes. A bean to Spark. */
public final class CountedVersion {
  private long mtime;
  private long vote;
  private String group;
  private int sign;

  static CountedVersion of(ParsedRsvp parsed, int sign) {
    CountedVersion counted = new CountedVersion();
    counted.mtime = parsed.getMtime();
    counted.vote = parsed.getVote();
    counted.group = parsed.getGroup();
    counted.sign = sign;
    return counted;
  }

  CountedVersion takenBack() {
    CountedVersion back = new CountedVersion();
    back.mtime = mtime;
    back.vote = vote;
    back.group = group;
    back.sign = -1;
    return back;
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

  public String getGroup() {
    return group;
  }

  public void setGroup(String value) {
    group = value;
  }

  public int getSign() {
    return sign;
  }

  public void setSign(int value) {
    sign = value;
  }
}
