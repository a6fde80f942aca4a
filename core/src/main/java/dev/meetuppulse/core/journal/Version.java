package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.window.Cell;

/**
 * One version of an RSVP, as it is counted: time, answer, group and event. Mutable: one instance is
 * reused for one call after another.
 */
public final class Version {
  private long mtime;
  private long answer;
  private int group;
  private int event;

  public Version set(long newMtime, long newAnswer, int newGroup, int newEvent) {
    mtime = newMtime;
    answer = newAnswer;
    group = newGroup;
    event = newEvent;
    return this;
  }

  /** ms since the epoch. */
  public long mtime() {
    return mtime;
  }

  /** An {@link dev.meetuppulse.core.rsvp.Answer}. */
  public long answer() {
    return answer;
  }

  /** The number of the group's keys. */
  public int group() {
    return group;
  }

  /** The event's number, or {@link dev.meetuppulse.core.window.Dictionary#NONE}. */
  public int event() {
    return event;
  }

  /** The RSVP as a cell, of its own numbers; or (sign -1) what takes it back. */
  Cell into(Cell cell, int sign) {
    cell.counts().set(answer, sign);
    return cell.of(group, event);
  }
}
