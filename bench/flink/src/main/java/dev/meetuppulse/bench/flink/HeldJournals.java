package dev.meetuppulse.bench.flink;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Journals on the heap of a task; Flink's checkpoints make them durable. */
final class HeldJournals implements JournalStore {
  private static final Position ANYWHERE = new Position("", 0);

  private final Map<Integer, Held> journals = new TreeMap<>();

  /**
   * A journal's newest entries.
   *
   * @param version of the last
   */
  private record Held(long version, Position position, List<PartitionEntry> entries) {}

  /** Adds an entry that another task, or this one before a restart, has made. */
  void add(PartitionEntry saved) {
    append(saved, ANYWHERE);
  }

  private void append(PartitionEntry saved, Position position) {
    Held held = journals.get(saved.partition);
    List<PartitionEntry> entries = held == null ? new ArrayList<>() : held.entries;
    entries.add(saved);
    journals.put(saved.partition, new Held(saved.version, position, entries));
  }

  /** All entries, those of a partition in their order. */
  List<PartitionEntry> all() {
    return journals.values().stream().flatMap(held -> held.entries.stream()).toList();
  }

  /** Drops all entries, but remembers how far they went. */
  void forget() {
    journals.values().forEach(held -> held.entries.clear());
  }

  @Override
  public SortedSet<Integer> partitions() {
    return new TreeSet<>(journals.keySet());
  }

  @Override
  public Optional<Position> position(int partition) {
    return Optional.ofNullable(journals.get(partition)).map(Held::position);
  }

  @Override
  public Journal read(int partition) {
    Held held = journals.get(partition);
    return held == null ? new Journal(1, 0, List.of()) : journal(held, Long.MIN_VALUE);
  }

  @Override
  public Optional<Journal> readSince(int partition, long version, long token) {
    Held held = journals.get(partition);
    boolean whole =
        held != null
            && (version == held.version
                || !held.entries.isEmpty() && held.entries.get(0).version <= version + 1);
    return whole ? Optional.of(journal(held, version)) : Optional.empty();
  }

  private static Journal journal(Held held, long after) {
    return new Journal(
        1,
        held.version,
        held.entries.stream()
            .filter(saved -> saved.version > after)
            .map(saved -> saved.entry)
            .toList());
  }

  @Override
  public Journal acquire(int partition) {
    return read(partition);
  }

  @Override
  public boolean append(int partition, long term, long version, Position position, byte[] entry) {
    append(PartitionEntry.of(partition, version, entry), position);
    return true;
  }

  @Override
  public boolean replace(int partition, long term, long version, Position position, byte[] base) {
    journals.remove(partition);
    return append(partition, term, version, position, base);
  }

  @Override
  public Journal setAside(int partition, long term) {
    journals.remove(partition);
    return read(partition);
  }

  @Override
  public void close() {
    // Only memory.
  }
}
