package dev.meetuppulse.core.rsvp;

/**
 * Bounds the text of a table of groups whose places are bounded already: senders choose how long
 * their texts are. The table is emptied when it has taken in too much.
 */
public final class TextBudget {
  /** A real group has up to two thousand characters. */
  private static final int MOST_OF_A_GROUP = 4_000;

  /** The text of all groups of a month of Meetup's stream, read by two parsers. */
  private static final long MOST = 16_000_000;

  private long taken;

  /** True if a group is not too long to be remembered. */
  public static boolean fits(GroupKeys group) {
    return group.textLength() <= MOST_OF_A_GROUP;
  }

  /**
   * Notes a group that the table takes in.
   *
   * @return true if the table must be emptied first
   */
  public boolean isFull(GroupKeys group) {
    int length = group.textLength();
    taken += length;
    boolean full = taken > MOST;
    taken = full ? length : taken;
    return full;
  }
}
