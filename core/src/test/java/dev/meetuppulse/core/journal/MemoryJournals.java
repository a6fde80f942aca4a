package dev.meetuppulse.core.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Journals in memory, with the fencing of the real ones, and a switch for silence. */
public final class MemoryJournals implements JournalStore {
  private static final class Kept {
    long token;
    long version;
    long newestToken;
    Position position;
    List<byte[]> entries = new ArrayList<>();

    Kept copy() {
      Kept copy = new Kept();
      copy.token = token;
      copy.version = version;
      copy.newestToken = newestToken;
      copy.position = position;
      copy.entries = new ArrayList<>(entries);
      return copy;
    }
  }

  private final TreeMap<Integer, Kept> replica = new TreeMap<>();
  private final TreeMap<Integer, Kept> kept = new TreeMap<>();
  private long time = 1_000;
  public boolean silent;

  /** Does what the next write asks for, and then gives no answer. */
  public boolean losesAReply;

  /** Takes no snapshot, as if they were too large. */
  public boolean takesNoSnapshot;

  /** Snapshots that it did not take. */
  public int notTaken;

  /** Answers as a replica that lags: it knows no newer version, and takes none. */
  public boolean isLaggingReplica;

  /** Calls that are answered before the store falls silent for one; negative for all. */
  public int answers = -1;

  /** Forgets everything, as a server without persistence does when it restarts. */
  public void wipe() {
    kept.clear();
  }

  /** Forgets a partition's journal, so that its counter writes a snapshot. */
  public void lose(int partition) {
    kept.remove(partition);
  }

  /** Has a replica receive all that is written so far. */
  public void replicate() {
    replica.clear();
    kept.forEach((partition, journal) -> replica.put(partition, journal.copy()));
  }

  /** Promotes the replica: what was written after it last received something is lost. */
  public void failOver() {
    kept.clear();
    replica.forEach((partition, journal) -> kept.put(partition, journal.copy()));
  }

  /** Breaks the newest entry of a partition. */
  public void tear(int partition) {
    List<byte[]> entries = kept.get(partition).entries;
    byte[] newest = entries.get(entries.size() - 1);
    newest[newest.length / 2] ^= 1;
  }

  public int entries(int partition) {
    return kept.get(partition).entries.size();
  }

  @Override
  public SortedSet<Integer> partitions() {
    answer();
    return new TreeSet<>(kept.keySet());
  }

  @Override
  public Optional<Position> position(int partition) {
    answer();
    return Optional.ofNullable(kept.get(partition)).map(journal -> journal.position);
  }

  @Override
  public Journal read(int partition) {
    answer();
    Kept journal = kept.getOrDefault(partition, new Kept());
    return new Journal(0, journal.version, List.copyOf(journal.entries));
  }

  @Override
  public Optional<Journal> readSince(int partition, long version, long token) {
    answer();
    Kept journal = kept.get(partition);
    if (journal == null) {
      return Optional.empty();
    }
    int size = journal.entries.size();
    long added = journal.version - version;
    boolean isAnother = added == 0 && token != 0 && journal.newestToken != token;
    return added < 0 || added > 0 && added >= size || isAnother
        ? Optional.empty()
        : Optional.of(
            new Journal(
                0,
                journal.version,
                List.copyOf(journal.entries.subList(size - (int) added, size))));
  }

  @Override
  public Journal acquire(int partition) {
    answer();
    Kept journal = kept.computeIfAbsent(partition, p -> new Kept());
    time += 1_000;
    journal.token = Math.max(journal.token + 1, time);
    if (journal.entries.isEmpty()) {
      journal.version = journal.token;
      journal.position = null;
    }
    return new Journal(journal.token, journal.version, List.copyOf(journal.entries));
  }

  @Override
  public boolean append(int partition, long token, long version, Position position, byte[] entry) {
    answer();
    Kept journal = kept.get(partition);
    if (journal == null || journal.token != token || isLaggingReplica) {
      return false;
    }
    if (journal.version == version) {
      return true;
    }
    if (journal.version != version - 1) {
      return false;
    }
    journal.entries.add(entry.clone());
    journal.version = version;
    journal.newestToken = token;
    journal.position = position;
    reply();
    return true;
  }

  @Override
  public boolean replace(
      int partition, long token, long version, Position position, byte[] snapshot) {
    answer();
    if (isLaggingReplica) {
      throw new StoreException("READONLY", null);
    }
    if (takesNoSnapshot) {
      notTaken++;
      throw new StoreException("too large", null);
    }
    Kept journal = kept.computeIfAbsent(partition, p -> new Kept());
    if (journal.token != 0 && journal.token != token) {
      return false;
    }
    journal.token = token;
    journal.version = version;
    journal.newestToken = token;
    journal.position = position;
    journal.entries = new ArrayList<>(List.of(snapshot.clone()));
    reply();
    return true;
  }

  @Override
  public Journal setAside(int partition, long token) {
    answer();
    Kept journal = kept.get(partition);
    if (journal.token == token) {
      journal.entries.clear();
      journal.version = token;
      journal.position = null;
    }
    return new Journal(token, token, List.of());
  }

  @Override
  public void close() {}

  private void reply() {
    if (losesAReply) {
      losesAReply = false;
      throw new StoreException("the store's reply was lost", null);
    }
  }

  private void answer() {
    if (silent || answers >= 0 && answers-- == 0) {
      throw new StoreException("the store does not answer", null);
    }
  }
}
