package dev.meetuppulse.core.count;

import dev.meetuppulse.core.journal.DeltaWriter;
import dev.meetuppulse.core.journal.JournalEvents;
import dev.meetuppulse.core.journal.JournalFold;
import dev.meetuppulse.core.journal.Version;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;

/**
 * Writes down what happens, and then applies it.
 *
 * @param delta what happened since the last save
 * @param fold applies what is written
 */
record Recorder(DeltaWriter delta, JournalFold fold) implements JournalEvents {

  @Override
  public void key(Dimension dimension, int number, Key key) {
    delta.key(dimension, number, key);
    fold.key(dimension, number, key);
  }

  @Override
  public void forgetKey(Dimension dimension, int number, Counts total) {
    delta.forgetKey(dimension, number, total);
    fold.forgetKey(dimension, number, total);
  }

  @Override
  public void group(int number, KeyNumbers keys) {
    delta.group(number, keys);
    fold.group(number, keys);
  }

  @Override
  public void forgetGroup(int number) {
    delta.forgetGroup(number);
    fold.forgetGroup(number);
  }

  @Override
  public void newRsvp(long id, long clock, Version version) {
    delta.newRsvp(id, clock, version);
    fold.newRsvp(id, clock, version);
  }

  @Override
  public void changed(long id, long clock, Version before, Version now) {
    delta.changed(id, clock, before, now);
    fold.changed(id, clock, before, now);
  }

  @Override
  public void seen(long id, long clock) {
    delta.seen(id, clock);
    fold.seen(id, clock);
  }
}
