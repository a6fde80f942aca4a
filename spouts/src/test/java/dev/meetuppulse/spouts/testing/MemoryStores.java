package dev.meetuppulse.spouts.testing;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.BoardStore;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.OwnerStore;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.ReportStore;
import dev.meetuppulse.core.source.Reporter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Journals and boards in memory, shared by all who hold a factory of one name, even a copy. */
public record MemoryStores(String name) implements StoreFactory {
  private static final Map<String, StoredState> MEMORIES = new ConcurrentHashMap<>();

  public StoredState memory() {
    return MEMORIES.computeIfAbsent(name, key -> new StoredState());
  }

  @Override
  public OwnerStore owners() {
    return memory();
  }

  @Override
  public JournalStore journals() {
    return memory();
  }

  @Override
  public BoardStore boards() {
    return memory();
  }

  @Override
  public ReportStore reports() {
    return memory();
  }

  private static final class Entry {
    private long token;
    private long version;
    private Position position;
    private final List<byte[]> entries = new ArrayList<>();

    private JournalStore.Journal journal(long ofToken) {
      return new JournalStore.Journal(ofToken, version, List.copyOf(entries));
    }
  }

  /** The stored state, as all stores, with switches for faults. */
  public static final class StoredState
      implements OwnerStore, JournalStore, BoardStore, ReportStore {
    /** Every call fails. */
    public volatile boolean down;

    /** Every write fails. */
    public volatile boolean readOnly;

    /** It belongs to another deployment. */
    public volatile boolean isOthers;

    /** Calls for the saved position of a partition hang. */
    public volatile boolean hang;

    /** Boards of this dimension are refused; null for none. */
    public volatile String refusedDimension;

    private final Map<Integer, Entry> journals = new TreeMap<>();
    private final Map<String, Board> boards = new TreeMap<>();
    private final Map<Reporter, Map<Integer, PartitionReport>> reports =
        new EnumMap<>(Reporter.class);
    private final AtomicInteger hanging = new AtomicInteger();
    private Status status;
    private String owner;
    private long refused;

    public int hanging() {
      return hanging.get();
    }

    private void waitIfHanging() {
      hanging.incrementAndGet();
      try {
        while (hang) {
          Thread.sleep(10);
        }
      } catch (InterruptedException e) {
        // As a socket does, it goes on waiting for an answer.
        waitIfHanging();
      } finally {
        hanging.decrementAndGet();
      }
    }

    public synchronized void wipe() {
      journals.clear();
      boards.clear();
      status = null;
      owner = null;
    }

    /** The Kafka cluster of the deployment that claimed it; empty if none did. */
    public synchronized Optional<String> owner() {
      return Optional.ofNullable(owner);
    }

    /** Writes a position as if it had been saved. */
    public synchronized void save(int partition, Position position) {
      entry(partition).position = position;
    }

    public synchronized Optional<Position> saved(int partition) {
      return Optional.ofNullable(journals.get(partition)).map(entry -> entry.position);
    }

    public synchronized Optional<Status> status() {
      return Optional.ofNullable(status);
    }

    public synchronized Optional<Board> board(String dimension, String window) {
      return Optional.ofNullable(boards.get(dimension + ":" + window));
    }

    public synchronized long refused() {
      return refused;
    }

    public synchronized Optional<PartitionReport> report(Reporter reporter, int partition) {
      return Optional.ofNullable(reports.getOrDefault(reporter, Map.of()).get(partition));
    }

    private void check(boolean write) {
      if (down || write && readOnly) {
        refused++;
        throw new StoreException("the memory store is " + (down ? "down" : "read only"), null);
      }
    }

    private Entry entry(int partition) {
      return journals.computeIfAbsent(partition, key -> new Entry());
    }

    @Override
    public synchronized void claim(String kafkaCluster) {
      check(false);
      if (isOthers) {
        throw new StoreRefusedException("the memory store is another's", null);
      }
      owner = kafkaCluster;
    }

    @Override
    public synchronized void publish(
        Reporter reporter, int partitions, List<PartitionReport> published) {
      check(true);
      Map<Integer, PartitionReport> ofReporter =
          reports.computeIfAbsent(reporter, key -> new TreeMap<>());
      published.forEach(report -> ofReporter.put(report.partition(), report));
    }

    @Override
    public synchronized SortedSet<Integer> partitions() {
      check(false);
      return new TreeSet<>(journals.keySet());
    }

    @Override
    public Optional<Position> position(int partition) {
      waitIfHanging();
      synchronized (this) {
        check(false);
        return saved(partition);
      }
    }

    @Override
    public synchronized Journal read(int partition) {
      check(false);
      return journals.getOrDefault(partition, new Entry()).journal(0);
    }

    @Override
    public Optional<Journal> readSince(int partition, long version, long token) {
      return Optional.empty();
    }

    @Override
    public synchronized Journal acquire(int partition) {
      check(true);
      Entry entry = entry(partition);
      entry.token = Math.max(entry.token + 1, System.currentTimeMillis());
      if (entry.entries.isEmpty()) {
        entry.version = entry.token;
      }
      return entry.journal(entry.token);
    }

    @Override
    public synchronized boolean append(
        int partition, long token, long version, Position position, byte[] data) {
      check(true);
      Entry entry = journals.get(partition);
      if (entry == null || entry.token != token || entry.version != version - 1) {
        return entry != null && entry.token == token && entry.version == version;
      }
      entry.version = version;
      entry.position = position;
      entry.entries.add(data);
      return true;
    }

    @Override
    public synchronized boolean replace(
        int partition, long token, long version, Position position, byte[] snapshot) {
      check(true);
      Entry entry = entry(partition);
      if (entry.token > token) {
        return false;
      }
      entry.token = token;
      entry.version = version;
      entry.position = position;
      entry.entries.clear();
      entry.entries.add(snapshot);
      return true;
    }

    @Override
    public synchronized Journal setAside(int partition, long token) {
      check(true);
      Entry entry = journals.get(partition);
      if (entry.token == token) {
        entry.entries.clear();
        entry.position = null;
        entry.version = token;
      }
      return new Journal(token, entry.version, List.of());
    }

    @Override
    public synchronized void publish(List<Board> published) {
      check(true);
      if (published.stream().anyMatch(one -> one.dimension().id().equals(refusedDimension))) {
        throw new StoreRefusedException("the memory store refuses: WRONGTYPE", null);
      }
      published.forEach(
          board ->
              boards.merge(
                  board.dimension().id() + ":" + board.window().name(),
                  board,
                  (old, fresh) -> fresh.revision() < old.revision() ? old : fresh));
    }

    @Override
    public synchronized void publish(Status published) {
      check(true);
      status = published;
    }

    @Override
    public void publish(Trends trends) {
      // No test reads them.
    }

    @Override
    public synchronized void refreshStatus() {
      check(true);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
