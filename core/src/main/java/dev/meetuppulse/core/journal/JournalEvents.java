package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;

/**
 * Receives the events of a partition, in order. Keys and groups are named by the numbers that the
 * partition gave them; a number means a key from {@link #key} to {@link #forgetKey}, and may then
 * mean another.
 */
public interface JournalEvents {

  /** A key gets a number. */
  void key(Dimension dimension, int number, Key key);

  /**
   * A key gives its number back: no window needs it any more.
   *
   * @param total of all time that is evicted with it; zero where none is kept
   */
  void forgetKey(Dimension dimension, int number, Counts total);

  /** A group's keys get a number; all of them have theirs. */
  void group(int number, KeyNumbers keys);

  /** A group gives its number back. */
  void forgetGroup(int number);

  /** The first record of an RSVP. */
  void newRsvp(long id, long clock, Version version);

  /** A record that replaced what was known. */
  void changed(long id, long clock, Version before, Version now);

  /** A record that changed nothing. */
  void seen(long id, long clock);
}
