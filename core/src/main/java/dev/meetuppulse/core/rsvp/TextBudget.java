package dev.meetuppulse.core.rsvp;

/**
 * Bounds the text of a table of groups whose places are bounded already: senders choose how long
 * their texts are. The table is emptied when it has taken in too much.
 */
public final class TextBudget {
  /** A real group has up to two thousand characters and 25 keys. */
  private static final int MAX_GROUP_TEXT = 7_000;

  /** About all groups of a month of Meetup's stream, read by two parsers. */
  private static final long MAX_TEXT = 48_000_000;

  private long taken;

  /** True if a group is not too long to be remembered. */
  public static boolean fits(GroupKeys group) {
    return group.size() <= MAX_GROUP_TEXT;
  }

  /**
   * Notes a group that the table takes in.
   *
   * @return true if the table must be emptied first
   */
  public boolean isFull(GroupKeys group) {
    int size = group.size();
    taken += size;
    boolean full = taken > MAX_TEXT;
    taken = full ? size : taken;
    return full;
  }
}
