package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import dev.meetuppulse.core.window.KeyStore;
import dev.meetuppulse.core.window.Ring;
import dev.meetuppulse.core.window.Totals;
import dev.meetuppulse.core.window.Windows;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Writes an entry that holds everything. Sections are written where they stay: a snapshot may be
 * large, and is in memory once only.
 */
public final class SnapshotWriter {
  private final Bytes out;
  private final List<Dimension> added;

  /** A writer for an entry of about {@code roughly} bytes. */
  public SnapshotWriter(EntryHeader header, int roughly) {
    out = Entries.start(header, roughly);
    added = Entries.added(header.scope());
  }

  /** Every key with its totals of all time, which must be settled. */
  public SnapshotWriter keys(Dictionary dictionary, Windows windows) {
    return section(Entries.KEYS_SECTION, section -> keys(section, dictionary, windows));
  }

  private static void keys(Bytes section, Dictionary dictionary, Windows windows) {
    Counts counts = new Counts();
    for (Dimension dimension : Dimension.values()) {
      if (!dictionary.isCounted(dimension)) {
        continue;
      }
      KeyStore keys = dictionary.keys(dimension);
      Totals totals = windows.ofAllTime(dimension);
      section.varint(dimension.number());
      Entries.write(section, totals == null ? counts : totals.get(Dictionary.UNLISTED, counts));
      section.varint(keys.held());
      counts.set(0, 0, 0, 0);
      keys.numbers()
          .forEach(
              number -> {
                section.varint(number);
                keys.write(number, section);
                Entries.write(section, totals == null ? counts : totals.get(number, counts));
              });
      counts.set(0, 0, 0, 0);
    }
  }

  /** Writes every group with its key numbers, except those reused for another key. */
  public SnapshotWriter groups(Dictionary dictionary, IntFunction<KeyNumbers> groups) {
    return section(Entries.GROUPS_SECTION, section -> groups(section, dictionary, groups));
  }

  private void groups(Bytes section, Dictionary dictionary, IntFunction<KeyNumbers> groups) {
    section.varint(dictionary.groups().held());
    dictionary
        .groups()
        .numbers()
        .forEach(
            number -> {
              section.varint(number);
              Entries.write(section, groups.apply(number), added);
            });
  }

  public SnapshotWriter cells(List<Ring> rings) {
    return section(Entries.CELLS_SECTION, section -> cells(section, rings));
  }

  private static void cells(Bytes section, List<Ring> rings) {
    section.varint(rings.size());
    for (Ring ring : rings) {
      List<Long> buckets = ring.buckets();
      section.varint(ring.width());
      section.varint(buckets.size());
      for (long bucket : buckets) {
        cells(section, ring, bucket);
      }
    }
  }

  private static void cells(Bytes section, Ring ring, long bucket) {
    section.zigzag(bucket);
    Bytes cells = new Bytes(256);
    int[] count = {0};
    ring.forEach(
        bucket,
        cell -> {
          count[0]++;
          cells.varint(cell.group());
          cells.varint(cell.event() + 1);
          Entries.write(cells, cell.counts());
        });
    section.varint(count[0]);
    section.append(cells);
  }

  /**
   * Adds a section that only the counter needs. Its number is above those that the journal itself
   * uses, and at most 127.
   */
  public SnapshotWriter section(int number, Consumer<Bytes> content) {
    out.put((byte) number);
    int from = out.size();
    content.accept(out);
    out.insertLength(from);
    return this;
  }

  public byte[] finish() {
    return Entries.finish(out);
  }
}
