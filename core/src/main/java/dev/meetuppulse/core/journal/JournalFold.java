package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import dev.meetuppulse.core.window.Windows;

/**
 * Applies one partition's journal to windows and totals. The only way for a count to change: the
 * counter, the ranker and a board query all count with it, the counter also what it has just
 * written. Not thread safe.
 */
public final class JournalFold implements EntryVisitor {

  /** Maps the partition's numbers to those of the windows that it is counted in. */
  public interface NumberMapping {
    void key(Dimension dimension, int number, Key key);

    /** Called once the key's total is evicted. */
    void forgetKey(Dimension dimension, int number, Counts total);

    void group(int number, KeyNumbers keys);

    void forgetGroup(int number);

    /** The windows' number of a key. */
    int ofKey(Dimension dimension, int number);

    /** The windows' number of a group. */
    int ofGroup(int number);
  }

  /**
   * The state that only a counter keeps in addition to the windows. Updated after they have
   * changed.
   */
  public interface Memory {
    /** An entry comes that was written within these bounds. */
    default void bounds(EntryHeader.MemoryBounds bounds) {}

    default void newRsvp(long id, long clock, Version version) {}

    default void changed(long id, long clock, Version before, Version now) {}

    default void seen(long id, long clock) {}

    default void section(int number, Bytes.Reader in) {}
  }

  /** The result of applying an entry. */
  public enum Applied {
    APPLIED,
    /** It was applied before. */
    KNOWN,
    /**
     * Nothing was applied: it does not follow what was applied last, or is a snapshot, which
     * replaces that. All must be read again, into empty windows.
     */
    READ_AGAIN
  }

  private static final Memory NO_MEMORY = new Memory() {};

  private final CountScope scope;
  private final Windows windows;
  private final NumberMapping numbers;
  private final Memory memory;
  private final Cell cell = new Cell();
  private EntryHeader header;
  private long roomUpTo;

  /** A fold that only follows. */
  public JournalFold(CountScope scope, Windows windows, NumberMapping numbers) {
    this(scope, windows, numbers, NO_MEMORY);
  }

  /** A fold into {@code windows}, which may also hold other partitions. */
  public JournalFold(CountScope scope, Windows windows, NumberMapping numbers, Memory memory) {
    this.scope = scope;
    this.windows = windows;
    this.numbers = numbers;
    this.memory = memory;
  }

  /**
   * Applies the next entry.
   *
   * @throws CorruptEntryException if it can't be read, or was counted with other settings; the
   *     windows may then hold a part of it
   */
  public Applied apply(byte[] entry) throws CorruptEntryException {
    EntryReader reader = new EntryReader(entry);
    EntryHeader next = reader.header();
    if (!next.scope().equals(scope)) {
      throw new OtherScopeException(next.scope(), scope);
    }
    if (header != null && next.version() <= header.version()) {
      return next.tokens().own() > header.tokens().own() ? Applied.READ_AGAIN : Applied.KNOWN;
    }
    if (header == null ? !next.snapshot() : !next.follows(header)) {
      return Applied.READ_AGAIN;
    }
    header = next;
    memory.bounds(next.bounds());
    if (next.snapshot()) {
      windows.makeRoom(next.clock());
      windows.addRsvps(next.tally().newRsvps());
    }
    reader.read(this);
    windows.makeRoom(next.clock());
    return Applied.APPLIED;
  }

  /** The header of the last entry that was applied; null before the first. */
  public EntryHeader header() {
    return header;
  }

  @Override
  public void key(Dimension dimension, int number, Key key) {
    numbers.key(dimension, number, key);
  }

  @Override
  public void forgetKey(Dimension dimension, int number, Counts total) {
    windows.addTotal(dimension, numbers.ofKey(dimension, number), total.negate());
    numbers.forgetKey(dimension, number, total.negate());
  }

  @Override
  public void group(int number, KeyNumbers keys) {
    numbers.group(number, keys);
  }

  @Override
  public void forgetGroup(int number) {
    numbers.forgetGroup(number);
  }

  @Override
  public void newRsvp(long id, long clock, Version version) {
    makeRoom(clock);
    add(version, 1);
    memory.newRsvp(id, clock, version);
  }

  @Override
  public void changed(long id, long clock, Version before, Version now) {
    makeRoom(clock);
    add(before, -1);
    add(now, 1);
    memory.changed(id, clock, before, now);
  }

  /**
   * Closes the buckets that the counter had closed by then. Between two RSVPs that are added it
   * makes no difference when.
   */
  private void makeRoom(long clock) {
    if (clock > roomUpTo) {
      roomUpTo = clock;
      windows.makeRoom(clock);
    }
  }

  private void add(Version version, int sign) {
    windows.add(version.mtime(), translated(version.into(cell, sign)));
  }

  private Cell translated(Cell own) {
    return own.of(numbers.ofGroup(own.group()), numbers.ofKey(Dimension.EVENTS, own.event()));
  }

  @Override
  public void seen(long id, long clock) {
    memory.seen(id, clock);
  }

  @Override
  public void total(Dimension dimension, int number, Counts counts) {
    windows.addTotal(dimension, numbers.ofKey(dimension, number), counts);
  }

  @Override
  public void cell(long width, long bucket, Cell own) {
    windows.addCell(width, bucket, translated(own));
  }

  @Override
  public void section(int number, Bytes.Reader in) {
    memory.section(number, in);
  }
}
