package dev.meetuppulse.bench.flink;

/** The version of an RSVP that counts. A POJO to Flink. */
public final class Counted {
  public long mtime;
  public long vote;

  public long group;

  static Counted of(Sighting sighting, long group) {
    Counted counted = new Counted();
    counted.mtime = sighting.mtime;
    counted.vote = sighting.vote;
    counted.group = group;
    return counted;
  }
}
