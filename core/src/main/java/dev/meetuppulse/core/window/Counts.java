package dev.meetuppulse.core.window;

import dev.meetuppulse.core.rsvp.ResponseCode;

/**
 * The four numbers that are counted: RSVPs, those with yes, those with no, and people going (1 +
 * guests over the yes). Any may be negative in a change. Mutable, so that a hot loop can reuse one
 * instance.
 */
public final class Counts {
  private long rsvps;
  private long yes;
  private long no;
  private long going;

  public Counts() {}

  public Counts(long rsvps, long yes, long no, long going) {
    set(rsvps, yes, no, going);
  }

  public long rsvps() {
    return rsvps;
  }

  public long yes() {
    return yes;
  }

  public long no() {
    return no;
  }

  public long going() {
    return going;
  }

  public Counts set(long newRsvps, long newYes, long newNo, long newGoing) {
    rsvps = newRsvps;
    yes = newYes;
    no = newNo;
    going = newGoing;
    return this;
  }

  /**
   * Sets the counts of one RSVP with a {@link ResponseCode}; with the sign -1, those that take it
   * back.
   */
  public Counts set(long response, int sign) {
    return set(
        sign,
        sign * ResponseCode.yes(response),
        sign * ResponseCode.no(response),
        sign * ResponseCode.going(response));
  }

  public void add(Counts other) {
    rsvps += other.rsvps;
    yes += other.yes;
    no += other.no;
    going += other.going;
  }

  public Counts negate() {
    return set(-rsvps, -yes, -no, -going);
  }

  public boolean isZero() {
    return (rsvps | yes | no | going) == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Counts that
        && rsvps == that.rsvps
        && yes == that.yes
        && no == that.no
        && going == that.going;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(((rsvps * 31 + yes) * 31 + no) * 31 + going);
  }

  @Override
  public String toString() {
    return rsvps + " RSVPs, " + yes + " yes, " + no + " no, " + going + " going";
  }
}
