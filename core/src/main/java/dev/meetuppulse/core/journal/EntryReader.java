package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dimension;
import java.util.List;

/** Reads one entry: first its header, then the rest of it. */
final class EntryReader {
  private final Bytes.Reader in;
  private final EntryHeader header;
  private final Counts counts = new Counts();
  private final Version before = new Version();
  private final Version now = new Version();
  private final List<Dimension> added;
  private long clock;

  /**
   * @throws CorruptEntryException if the entry is torn, foreign or of another format
   */
  EntryReader(byte[] entry) throws CorruptEntryException {
    in = Entries.open(entry);
    try {
      header = HeaderFormat.read(in, Entries.format(entry));
      added = Entries.added(header.scope());
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  EntryHeader header() {
    return header;
  }

  /**
   * Passes what follows the header to a visitor.
   *
   * @throws CorruptEntryException if it can't be read; the visitor may have received a part of it
   */
  void read(EntryVisitor visitor) throws CorruptEntryException {
    try {
      if (header.snapshot()) {
        sections(visitor);
      } else {
        operations(visitor);
      }
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  private static CorruptEntryException unreadable(RuntimeException e) {
    return new CorruptEntryException("malformed journal entry: " + e);
  }

  private void operations(EntryVisitor visitor) {
    for (int kind = in.get(); kind != Entries.END; kind = in.get()) {
      switch (kind) {
        case Entries.NEW, Entries.CHANGED, Entries.SEEN -> rsvp(kind, visitor);
        case Entries.KEY ->
            visitor.key(Dimension.ofNumber(in.integer()), in.integer(), Entries.readKey(in));
        case Entries.FORGET_KEY ->
            visitor.forgetKey(
                Dimension.ofNumber(in.integer()), in.integer(), Entries.read(in, counts));
        case Entries.GROUP -> visitor.group(in.integer(), Entries.readGroup(in, added));
        case Entries.FORGET_GROUP -> visitor.forgetGroup(in.integer());
        default -> throw new IllegalStateException("unknown operation " + kind);
      }
    }
  }

  private void rsvp(int kind, EntryVisitor visitor) {
    long id = in.fixed();
    clock += in.varint();
    if (kind == Entries.NEW) {
      visitor.newRsvp(id, clock, version(now));
    } else if (kind == Entries.CHANGED) {
      version(before);
      visitor.changed(id, clock, before, version(now));
    } else {
      visitor.seen(id, clock);
    }
  }

  private Version version(Version version) {
    return version.set(clock - in.zigzag(), in.varint(), in.integer(), in.integer() - 1);
  }

  private void sections(EntryVisitor visitor) {
    for (int number = in.get(); number != Entries.END; number = in.get()) {
      int end = in.integer() + in.at();
      switch (number) {
        case Entries.KEYS_SECTION -> keys(end, visitor);
        case Entries.GROUPS_SECTION -> {
          for (int n = in.integer(); n > 0; n--) {
            visitor.group(in.integer(), Entries.readGroup(in, added));
          }
        }
        case Entries.CELLS_SECTION -> {
          for (int n = in.integer(); n > 0; n--) {
            cells(visitor);
          }
        }
        default -> visitor.section(number, in);
      }
      in.skipTo(end);
    }
  }

  private void keys(int end, EntryVisitor visitor) {
    while (in.at() < end) {
      Dimension dimension = Dimension.ofNumber(in.integer());
      visitor.total(dimension, 0, Entries.read(in, counts));
      for (int n = in.integer(); n > 0; n--) {
        int number = in.integer();
        visitor.key(dimension, number, Entries.readKey(in));
        visitor.total(dimension, number, Entries.read(in, counts));
      }
    }
  }

  private void cells(EntryVisitor visitor) {
    Cell cell = new Cell();
    long width = in.varint();
    for (int buckets = in.integer(); buckets > 0; buckets--) {
      long bucket = in.zigzag();
      for (int n = in.integer(); n > 0; n--) {
        cell.of(in.integer(), in.integer() - 1);
        Entries.read(in, cell.counts());
        visitor.cell(width, bucket, cell);
      }
    }
  }
}
