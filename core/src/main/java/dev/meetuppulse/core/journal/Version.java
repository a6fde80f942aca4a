package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.window.Cell;

/**
 * One version of an RSVP, as it is counted: time, response, group and event. Mutable: one instance
 * is reused for one call after another.
 */
public final class Version {
  private long mtime;
  private long response;
  private int group;
  private int event;

  public Version set(long newMtime, long newResponse, int newGroup, int newEvent) {
    mtime = newMtime;
    response = newResponse;
    group = newGroup;
    event = newEvent;
    return this;
  }

  /** ms since the epoch. */
  public long mtime() {
    return mtime;
  }

  /** An {@link dev.meetuppulse.core.rsvp.ResponseCode}. */
  public long response() {
    return response;
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
    cell.counts().set(response, sign);
    return cell.of(group, event);
  }
}
