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
public final class MemoryStores implements StoreFactory {
  private static final long serialVersionUID = 1L;
  private static final Map<String, StoredState> MEMORIES = new ConcurrentHashMap<>();

  private final String name;

  public MemoryStores(String name) {
    this.name = name;
  }

  /** The stored state, and whether the store answers. */
  public static final class StoredState {
    private final Map<Integer, Entry> journals = new TreeMap<>();
    private final Map<String, Board> boards = new TreeMap<>();
    private final Map<Reporter, Map<Integer, PartitionReport>> reports =
        new EnumMap<>(Reporter.class);
    private Status status;
    private String owner;
    private String refusedDimension;
    private long refused;
    private boolean down;
    private boolean readOnly;
    private boolean isOthers;
    private volatile boolean hang;
    private final AtomicInteger hanging = new AtomicInteger();

    /** From now on every call fails, or none does. */
    public synchronized void down(boolean value) {
      down = value;
    }

    /** From now on calls that ask where a partition is saved hang, or none does. */
    public void hang(boolean value) {
      hang = value;
    }

    /** How many wait. */
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

    /** From now on every write fails, or none does. */
    public synchronized void readOnly(boolean value) {
      readOnly = value;
    }

    /** From now on it belongs to another deployment, or to none. */
    public synchronized void isOthers(boolean value) {
      isOthers = value;
    }

    /** Loses everything. */
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

    /** From now on boards of a dimension are refused; null for none. */
    public synchronized void refuseBoards(String dimension) {
      refusedDimension = dimension;
    }

    /** Writes a position as if it had been saved. */
    public synchronized void save(int partition, Position position) {
      journals.computeIfAbsent(partition, key -> new Entry()).position = position;
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

    /** How many calls have failed. */
    public synchronized long refused() {
      return refused;
    }

    /** The last report on a partition. */
    public synchronized Optional<PartitionReport> report(Reporter reporter, int partition) {
      return Optional.ofNullable(reports.getOrDefault(reporter, Map.of()).get(partition));
    }

    private void check(boolean write) {
      if (down || write && readOnly) {
        refused++;
        throw new StoreException("the memory store is " + (down ? "down" : "read only"), null);
      }
    }
  }

  private static final class Entry {
    private long token;
    private long version;
    private Position position;
    private final List<byte[]> entries = new ArrayList<>();
  }

  public StoredState memory() {
    return MEMORIES.computeIfAbsent(name, key -> new StoredState());
  }

  @Override
  public OwnerStore owners() {
    return new Owners(memory());
  }

  @Override
  public JournalStore journals() {
    return new Journals(memory());
  }

  @Override
  public BoardStore boards() {
    return new MemoryBoards(memory());
  }

  private record Owners(StoredState memory) implements OwnerStore {
    @Override
    public void claim(String kafkaCluster) {
      synchronized (memory) {
        memory.check(false);
        if (memory.isOthers) {
          throw new StoreRefusedException("the memory store is another's", null);
        }
        memory.owner = kafkaCluster;
      }
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Override
  public ReportStore reports() {
    return new Reports(memory());
  }

  private record Reports(StoredState memory) implements ReportStore {
    @Override
    public void publish(Reporter reporter, int partitions, List<PartitionReport> reports) {
      synchronized (memory) {
        memory.check(true);
        Map<Integer, PartitionReport> ofReporter =
            memory.reports.computeIfAbsent(reporter, key -> new TreeMap<>());
        reports.forEach(report -> ofReporter.put(report.partition(), report));
      }
    }

    @Override
    public void close() {}
  }

  private record Journals(StoredState memory) implements JournalStore {
    @Override
    public SortedSet<Integer> partitions() {
      synchronized (memory) {
        memory.check(false);
        return new TreeSet<>(memory.journals.keySet());
      }
    }

    @Override
    public Optional<Position> position(int partition) {
      memory.waitIfHanging();
      synchronized (memory) {
        memory.check(false);
        return memory.saved(partition);
      }
    }

    @Override
    public Journal read(int partition) {
      synchronized (memory) {
        memory.check(false);
        Entry entry = memory.journals.getOrDefault(partition, new Entry());
        return new Journal(0, entry.version, List.copyOf(entry.entries));
      }
    }

    @Override
    public Optional<Journal> readSince(int partition, long version, long epoch) {
      return Optional.empty();
    }

    @Override
    public Journal acquire(int partition) {
      synchronized (memory) {
        memory.check(true);
        Entry entry = memory.journals.computeIfAbsent(partition, key -> new Entry());
        entry.token = Math.max(entry.token + 1, System.currentTimeMillis());
        if (entry.entries.isEmpty()) {
          entry.version = entry.token;
        }
        return new Journal(entry.token, entry.version, List.copyOf(entry.entries));
      }
    }

    @Override
    public boolean append(int partition, long token, long version, Position position, byte[] data) {
      synchronized (memory) {
        memory.check(true);
        Entry entry = memory.journals.get(partition);
        if (entry == null || entry.token != token || entry.version != version - 1) {
          return entry != null && entry.token == token && entry.version == version;
        }
        entry.version = version;
        entry.position = position;
        entry.entries.add(data);
        return true;
      }
    }

    @Override
    public boolean replace(
        int partition, long token, long version, Position position, byte[] snapshot) {
      synchronized (memory) {
        memory.check(true);
        Entry entry = memory.journals.computeIfAbsent(partition, key -> new Entry());
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
    }

    @Override
    public Journal setAside(int partition, long token) {
      synchronized (memory) {
        memory.check(true);
        Entry entry = memory.journals.get(partition);
        if (entry.token == token) {
          entry.entries.clear();
          entry.position = null;
          entry.version = token;
        }
        return new Journal(token, entry.version, List.of());
      }
    }

    @Override
    public void close() {}
  }

  private record MemoryBoards(StoredState memory) implements BoardStore {
    @Override
    public void publish(List<Board> boards) {
      synchronized (memory) {
        memory.check(true);
        if (boards.stream().anyMatch(one -> one.dimension().id().equals(memory.refusedDimension))) {
          throw new StoreRefusedException("the memory store refuses: WRONGTYPE", null);
        }
        boards.forEach(
            board ->
                memory.boards.merge(
                    board.dimension().id() + ":" + board.window().name(),
                    board,
                    (old, fresh) -> fresh.revision() < old.revision() ? old : fresh));
      }
    }

    @Override
    public void publish(Status status) {
      synchronized (memory) {
        memory.check(true);
        memory.status = status;
      }
    }

    @Override
    public void publish(Trends trends) {
      // No test reads them.
    }

    @Override
    public void refreshStatus() {
      memory.check(true);
    }

    @Override
    public void close() {}
  }
}
