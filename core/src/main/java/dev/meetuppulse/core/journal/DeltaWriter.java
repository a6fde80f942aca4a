package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import java.util.List;

/** Records the events since the last entry in order, and forwards each. */
public final class DeltaWriter implements JournalEvents {
  private final Bytes ops = new Bytes(1 << 12);
  private final List<Dimension> added;
  private final JournalEvents next;
  private long clock;

  /** A writer that forwards each event to {@code next}. */
  public DeltaWriter(CountScope scope, JournalEvents next) {
    this.added = Entries.added(scope);
    this.next = next;
  }

  @Override
  public void key(Dimension dimension, int number, Key key) {
    ops.put((byte) Entries.KEY);
    ops.varint(dimension.number());
    ops.varint(number);
    Entries.write(ops, key);
    next.key(dimension, number, key);
  }

  @Override
  public void forgetKey(Dimension dimension, int number, Counts total) {
    ops.put((byte) Entries.FORGET_KEY);
    ops.varint(dimension.number());
    ops.varint(number);
    Entries.write(ops, total);
    next.forgetKey(dimension, number, total);
  }

  @Override
  public void group(int number, KeyNumbers keys) {
    ops.put((byte) Entries.GROUP);
    ops.varint(number);
    Entries.write(ops, keys, added);
    next.group(number, keys);
  }

  @Override
  public void forgetGroup(int number) {
    ops.put((byte) Entries.FORGET_GROUP);
    ops.varint(number);
    next.forgetGroup(number);
  }

  @Override
  public void newRsvp(long id, long now, Version version) {
    op(Entries.NEW, id, now);
    version(version);
    next.newRsvp(id, now, version);
  }

  @Override
  public void changed(long id, long now, Version before, Version after) {
    op(Entries.CHANGED, id, now);
    version(before);
    version(after);
    next.changed(id, now, before, after);
  }

  @Override
  public void seen(long id, long now) {
    op(Entries.SEEN, id, now);
    next.seen(id, now);
  }

  private void op(int kind, long id, long now) {
    ops.put((byte) kind);
    ops.fixed(id);
    ops.varint(now - clock);
    clock = now;
  }

  private void version(Version version) {
    ops.zigzag(clock - version.mtime());
    ops.varint(version.response());
    ops.varint(version.group());
    ops.varint(version.event() + 1);
  }

  /** The entry so far; then begins the next one. */
  public byte[] finish(EntryHeader header) {
    Bytes out = Entries.start(header, ops.size());
    out.append(ops);
    clear();
    return Entries.finish(out);
  }

  /** Begins the next entry: all that has happened is in a snapshot. */
  public void clear() {
    ops.clear();
    clock = 0;
  }
}
