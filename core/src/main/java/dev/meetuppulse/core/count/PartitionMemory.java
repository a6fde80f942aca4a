package dev.meetuppulse.core.count;

import dev.meetuppulse.core.journal.EntryHeader;
import dev.meetuppulse.core.journal.JournalFold;
import dev.meetuppulse.core.journal.SnapshotWriter;
import dev.meetuppulse.core.journal.Version;
import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Ring;
import dev.meetuppulse.core.window.Windows;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The state that a counter keeps in addition to the windows: the RSVPs that are remembered, and the
 * groups and events that a window may still hold. It changes only with what the journal says, a
 * little with each record: so it is the same after a replay, and no record pays for the cleanup of
 * a whole day.
 */
final class PartitionMemory implements JournalFold.Memory {
  private static final int REMEMBERED_SECTION = 16;
  private static final int HELD_SECTION = 17;
  private static final int GROUPS_SECTION = 18;
  private static final int EVENTS_SECTION = 19;
  private static final int PARTIAL_SECTION = 20;
  private static final int WEIGHTS_SECTION = 21;

  /**
   * Groups, and events, that are checked with one record, at most; one record adds a fraction of
   * that.
   */
  private static final int CHECKS_PER_RECORD = 32;

  private static final int MAX_FORGOTTEN = 64;

  private final Dictionary dictionary;
  private final Windows windows;
  private final LocalNumbers numbers;
  private final SeenRsvps seen = new SeenRsvps();
  private final ExpiryWheel groups;
  private final ExpiryWheel events;
  private final IntConsumer onGroupExpired;
  private final IntConsumer onEventExpired;
  private final long reachMillis;

  /** Remembered RSVPs of each group. */
  private int[] rsvps = new int[64];

  /** Groups that may no longer be needed. */
  private int[] unused = new int[16];

  private int unusedCount;
  private EntryHeader.MemoryBounds bounds;
  private int forgottenEarly;

  PartitionMemory(
      Dictionary dictionary,
      Windows windows,
      LocalNumbers numbers,
      EntryHeader.MemoryBounds bounds) {
    this.dictionary = dictionary;
    this.windows = windows;
    this.numbers = numbers;
    this.reachMillis = windows.reachMillis();
    this.groups = new ExpiryWheel(reachMillis);
    this.events = new ExpiryWheel(reachMillis);
    this.onGroupExpired = this::endGroup;
    this.onEventExpired = numbers.usage(Dimension.EVENTS)::release;
    bounds(bounds);
  }

  @Override
  public void bounds(EntryHeader.MemoryBounds inForce) {
    bounds = inForce;
    numbers.bound(inForce.mostKeys());
  }

  SeenRsvps seen() {
    return seen;
  }

  /**
   * Sets a version to what is known of an RSVP. An evicted event reads as {@link Dictionary#NONE}.
   */
  void read(int row, Version into) {
    int event = seen.event(row);
    boolean known = dictionary.isStill(Dimension.EVENTS, event, seen.serial(row));
    into.set(seen.mtime(row), seen.response(row), seen.group(row), known ? event : Dictionary.NONE);
  }

  /** True if a window may hold the group. */
  boolean isBusy(int group) {
    return groups.has(group);
  }

  @Override
  public void newRsvp(long id, long clock, Version version) {
    remember(id, clock, version);
    after(clock);
  }

  @Override
  public void changed(long id, long clock, Version before, Version now) {
    counted(before, clock);
    remember(id, clock, now);
    after(clock);
  }

  @Override
  public void seen(long id, long clock) {
    int row = seen.find(id);
    if (row != SeenRsvps.NONE) {
      seen.touch(row, clock);
    }
    after(clock);
  }

  private void remember(long id, long clock, Version version) {
    int row = seen.find(id);
    if (row == SeenRsvps.NONE) {
      seen.add(id, version, dictionary.serial(), clock);
    } else {
      releaseGroup(seen.group(row));
      seen.put(row, version, dictionary.serial());
      seen.touch(row, clock);
    }
    holdGroup(version.group());
    counted(version, clock);
  }

  private void holdGroup(int group) {
    if (group >= rsvps.length) {
      rsvps = Arrays.copyOf(rsvps, Math.max(2 * rsvps.length, group + 1));
    }
    rsvps[group]++;
  }

  private void releaseGroup(int group) {
    if (--rsvps[group] == 0 && !groups.has(group)) {
      unused(group);
    }
  }

  /** Notes that a window may hold a group and an event. */
  void counted(Version version, long clock) {
    int group = version.group();
    if (group != Dictionary.UNLISTED) {
      if (!groups.has(group)) {
        numbers.need(group);
      }
      groups.count(group, version.mtime(), clock);
    }
    int event = version.event();
    if (event > Dictionary.UNLISTED) {
      if (!events.has(event)) {
        numbers.usage(Dimension.EVENTS).need(event);
      }
      events.count(event, version.mtime(), clock);
    }
  }

  /** Forgets what is no longer needed, a little at a time. */
  private void after(long clock) {
    forget(clock);
    groups.turn(clock, CHECKS_PER_RECORD, onGroupExpired);
    events.turn(clock, CHECKS_PER_RECORD, onEventExpired);
  }

  private void endGroup(int group) {
    windows.settle(group);
    numbers.release(group);
    if (!isUsed(group)) {
      unused(group);
    }
  }

  private void forget(long clock) {
    long before = clock - bounds.rememberMillis();
    for (int n = 0; n < MAX_FORGOTTEN && seen.size() > 0; n++) {
      int oldest = seen.oldest();
      boolean isTime = seen.lastSeen(oldest) < before;
      if (!isTime && seen.size() <= bounds.rememberMost() && !needsRoom(oldest, clock)) {
        return;
      }
      forgottenEarly += isTime ? 0 : 1;
      int group = seen.group(oldest);
      seen.removeOldest();
      releaseGroup(group);
    }
  }

  /** True if too many groups are held, and forgetting the RSVP may help: no window holds it. */
  private boolean needsRoom(int row, long clock) {
    return numbers.groupsWeight() > numbers.mostGroups() / 8 * 7
        && seen.lastSeen(row) < clock - reachMillis;
  }

  /** The number of RSVPs that were forgotten before their time since the last call. */
  int takeForgottenEarly() {
    int taken = forgottenEarly;
    forgottenEarly = 0;
    return taken;
  }

  private void unused(int group) {
    if (group == Dictionary.UNLISTED) {
      return;
    }
    if (unusedCount == unused.length) {
      unused = Arrays.copyOf(unused, 2 * unusedCount);
    }
    unused[unusedCount++] = group;
  }

  /** Passes on the groups that nothing needs any more, each once. */
  void takeUnused(IntConsumer taker) {
    while (unusedCount > 0) {
      int group = unused[--unusedCount];
      if (dictionary.groups().has(group) && !isUsed(group)) {
        taker.accept(group);
      }
    }
  }

  private boolean isUsed(int group) {
    return groups.has(group) || group < rsvps.length && rsvps[group] > 0;
  }

  /** A journal was read: from now on this counter decides. */
  void opened(EntryHeader.MemoryBounds own) {
    bounds(own);
    forgottenEarly = 0;
    unusedCount = 0;
    dictionary.groups().numbers().filter(group -> !isUsed(group)).forEach(this::unused);
  }

  /** Writes all of it into a snapshot. */
  void write(SnapshotWriter out, long clock) {
    out.section(REMEMBERED_SECTION, section -> writeRemembered(section, clock))
        .section(HELD_SECTION, this::writeHeld)
        .section(GROUPS_SECTION, groups::write)
        .section(EVENTS_SECTION, events::write)
        .section(WEIGHTS_SECTION, this::writeWeights);
    int[] partial = partialGroups();
    if (partial.length > 0) {
      out.section(PARTIAL_SECTION, section -> writePartial(section, partial));
    }
  }

  private void writeRemembered(Bytes section, long clock) {
    Version version = new Version();
    section.varint(clock);
    section.varint(seen.size());
    for (int row = seen.oldest(); row != SeenRsvps.NONE; row = seen.newer(row)) {
      read(row, version);
      section.fixed(seen.id(row));
      section.zigzag(clock - seen.lastSeen(row));
      section.zigzag(clock - version.mtime());
      section.varint(version.response());
      section.varint(version.group());
      section.varint(version.event() + 1);
    }
  }

  private void writeHeld(Bytes section) {
    for (Dimension dimension : Dimension.values()) {
      if (dictionary.isCounted(dimension)) {
        section.varint(dimension.number());
        numbers.usage(dimension).write(section);
      }
    }
    section.varint(0);
  }

  private void writeWeights(Bytes section) {
    for (Ring ring : windows.rings()) {
      List<Long> buckets = ring.buckets();
      section.varint(buckets.size());
      for (long bucket : buckets) {
        section.zigzag(bucket);
        section.varint(ring.weight(bucket));
      }
    }
  }

  private void readWeights(Bytes.Reader in) {
    for (Ring ring : windows.rings()) {
      for (int n = in.integer(); n > 0; n--) {
        ring.weigh(in.zigzag(), in.varint());
      }
    }
  }

  @Override
  public void section(int number, Bytes.Reader in) {
    switch (number) {
      case REMEMBERED_SECTION -> readRemembered(in);
      case HELD_SECTION -> {
        for (int n = in.integer(); n != 0; n = in.integer()) {
          numbers.usage(Dimension.ofNumber(n)).read(in);
        }
      }
      case GROUPS_SECTION -> {
        groups.read(in);
        groups.forEach(numbers::need);
      }
      case EVENTS_SECTION -> {
        events.read(in);
        events.forEach(numbers.usage(Dimension.EVENTS)::need);
      }
      case PARTIAL_SECTION -> {
        for (int n = in.integer(); n > 0; n--) {
          numbers.readPartial(in.integer(), in.integer());
        }
        dictionary.groups().hide(numbers::isPartial);
      }
      case WEIGHTS_SECTION -> readWeights(in);
      default -> {
        // Of a later version: this one counts without it.
      }
    }
  }

  /** Groups that are in a snapshot without evicted keys: no record belongs to one of them. */
  private int[] partialGroups() {
    return dictionary.groups().numbers().filter(group -> !numbers.hasAllKeys(group)).toArray();
  }

  private void writePartial(Bytes section, int[] partial) {
    section.varint(partial.length);
    for (int group : partial) {
      section.varint(group);
      section.varint(numbers.weight(group));
    }
  }

  private void readRemembered(Bytes.Reader in) {
    Version version = new Version();
    long clock = in.varint();
    for (int n = in.integer(); n > 0; n--) {
      long id = in.fixed();
      long lastSeen = clock - in.zigzag();
      version.set(clock - in.zigzag(), in.varint(), in.integer(), in.integer() - 1);
      seen.add(id, version, dictionary.serial(), lastSeen);
      holdGroup(version.group());
    }
  }
}
