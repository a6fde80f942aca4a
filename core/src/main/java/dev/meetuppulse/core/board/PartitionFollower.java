package dev.meetuppulse.core.board;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.Entry;
import dev.meetuppulse.core.journal.EntryHeader;
import dev.meetuppulse.core.journal.EntryVisitor;
import dev.meetuppulse.core.journal.JournalStore.Journal;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.FacetKeys;
import dev.meetuppulse.core.window.Windows;
import java.util.Arrays;

/** Follows one partition's journal into windows that several partitions share. */
final class PartitionFollower {
  private final String fingerprint;
  private final Dictionary shared;
  private final Windows windows;
  private final Fold fold = new Fold();

  private long version;
  private EntryHeader header;

  /**
   * @param shared numbers the keys of all partitions
   * @param windows hold the counts of all partitions
   */
  PartitionFollower(CountOptions options, Dictionary shared, Windows windows) {
    this.fingerprint = options.fingerprint();
    this.shared = shared;
    this.windows = windows;
  }

  /**
   * Takes in a journal, or what was added to it.
   *
   * @throws CorruptEntryException if it can't be read; the windows then hold a part of it
   */
  void follow(Journal journal) throws CorruptEntryException {
    for (byte[] entry : journal.entries()) {
      follow(journal.version(), entry);
    }
  }

  /**
   * Takes in the next entry.
   *
   * @throws CorruptEntryException if it can't be read; the windows then hold a part of it
   */
  void follow(long newVersion, byte[] entry) throws CorruptEntryException {
    Entry.read(entry, fold);
    version = newVersion;
  }

  /** False while there is nothing in the journal. */
  boolean started() {
    return header != null;
  }

  long version() {
    return version;
  }

  /** The partition's event clock, ms since the epoch. */
  long clock() {
    return header.clock();
  }

  Tally tally() {
    return header.tally();
  }

  /** Records in its log that are not counted, as far as known. */
  long lag() {
    return Math.max(0, header.end() - header.position().next());
  }

  Status.Partition standing(int partition) {
    return new Status.Partition(
        partition, header.position().next(), header.end(), header.rebuildEnd());
  }

  /** Translates the partition's numbers to shared ones. */
  private final class Fold implements EntryVisitor {
    private final int[][] keys = new int[Dimension.values().length][16];
    private final int[] keyCounts = new int[Dimension.values().length];
    private int[] facets = new int[16];
    private int facetsCount;

    @Override
    public void header(EntryHeader read) throws CorruptEntryException {
      if (!read.fingerprint().equals(fingerprint)) {
        throw new CorruptEntryException(
            "it was counted with " + read.fingerprint() + ", now it is " + fingerprint);
      }
      header = read;
      windows.makeRoom(read.clock());
      if (read.base()) {
        windows.addRsvps(read.tally().fresh());
      }
    }

    @Override
    public void key(Dimension dimension, Key key) {
      int d = dimension.ordinal();
      keys[d] = append(keys[d], keyCounts[d]++, shared.number(dimension, key));
    }

    @Override
    public void facets(FacetKeys own) {
      int[] topics = new int[own.topics().length];
      for (int i = 0; i < topics.length; i++) {
        topics[i] = translate(Dimension.TOPICS, own.topics()[i]);
      }
      FacetKeys translated =
          new FacetKeys(
              translate(Dimension.CITIES, own.city()),
              translate(Dimension.STATES, own.state()),
              translate(Dimension.GROUPS, own.group()),
              topics);
      facets = append(facets, facetsCount++, shared.number(translated));
    }

    private int translate(Dimension dimension, int own) {
      return own == Dictionary.NONE ? own : keys[dimension.ordinal()][own];
    }

    @Override
    public void fresh(long id, long clock, Version version) {
      add(version, 1);
    }

    @Override
    public void changed(long id, long clock, Version before, Version now) {
      add(before, -1);
      add(now, 1);
    }

    private void add(Version version, int sign) {
      windows.add(
          version.mtime(),
          facets[version.facets()],
          translate(Dimension.EVENTS, version.event()),
          sign,
          sign * version.yes(),
          sign * version.no(),
          sign * version.going());
    }

    @Override
    public void total(Dimension dimension, int key, long rsvps, long yes, long no, long going) {
      windows.addTotal(dimension, translate(dimension, key), rsvps, yes, no, going);
    }

    @Override
    public void cell(
        int ring, long bucket, int own, int event, long rsvps, long yes, long no, long going) {
      windows.addCell(
          ring, bucket, facets[own], translate(Dimension.EVENTS, event), rsvps, yes, no, going);
    }

    private static int[] append(int[] array, int count, int value) {
      int[] room = count < array.length ? array : Arrays.copyOf(array, count * 2);
      room[count] = value;
      return room;
    }
  }
}
