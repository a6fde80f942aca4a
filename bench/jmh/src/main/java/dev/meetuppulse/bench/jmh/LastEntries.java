package dev.meetuppulse.bench.jmh;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.Position;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A store in memory that keeps the last entry of each journal: enough for one who has followed it
 * from the first, and next to no cost of its own.
 */
final class LastEntries implements JournalStore {
  private final TreeMap<Integer, Last> journals = new TreeMap<>();

  private long rewrites;

  private record Last(long version, Position position, byte[] entry) {}

  /** How often a whole journal was rewritten. */
  long rewrites() {
    return rewrites;
  }

  @Override
  public SortedSet<Integer> partitions() {
    return new TreeSet<>(journals.keySet());
  }

  @Override
  public Optional<Position> position(int partition) {
    return Optional.ofNullable(journals.get(partition)).map(Last::position);
  }

  @Override
  public Journal read(int partition) {
    Last last = journals.get(partition);
    return last == null
        ? new Journal(1, 0, List.of())
        : new Journal(1, last.version(), List.of(last.entry()));
  }

  @Override
  public Optional<Journal> readSince(int partition, long version, long token) {
    Journal journal = read(partition);
    return journal.version() == version
        ? Optional.of(new Journal(1, version, List.of()))
        : Optional.of(journal).filter(next -> next.version() == version + 1);
  }

  @Override
  public Journal acquire(int partition) {
    return read(partition);
  }

  @Override
  public boolean append(int partition, long term, long version, Position position, byte[] entry) {
    journals.put(partition, new Last(version, position, entry));
    return true;
  }

  @Override
  public boolean replace(int partition, long term, long version, Position position, byte[] base) {
    rewrites++;
    return true;
  }

  @Override
  public Journal setAside(int partition, long term) {
    return read(partition);
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
