package dev.meetuppulse.core.count;

import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.JournalStore.Journal;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.journal.Tally;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Counts one partition and saves what it counted. Not thread safe.
 *
 * <p>Opening it acquires the partition's journal and loads what is saved. A save costs in
 * proportion to what changed; now and then, when half as much has been added as the whole is large,
 * the whole is written again.
 */
public final class PartitionCounter {
  private static final Logger LOG = System.getLogger(PartitionCounter.class.getName());

  /** Below this many bytes a journal is not worth rewriting. */
  private static final long SMALL_JOURNAL_BYTES = 8L << 20;

  /**
   * An entry weighs at least this many bytes: many small ones take time to read, too. Since the
   * weight of what was added is held against the size of the whole, a save costs the same however
   * much is held.
   */
  private static final long MIN_ENTRY_BYTES = 1 << 10;

  /** Records whose RSVPs are fetched from memory together, before they are counted. */
  private static final int FETCHED_RECORDS = 64;

  private final int partition;
  private final JournalStore store;
  private final long token;
  private final PartitionState state;

  private long version;
  private Position saved;
  private long unsaved;
  private boolean hasUnsaved;

  /** Sent to the store, which has not confirmed it yet. */
  private Saved pending;

  /** A snapshot holds what is pending and what came after it, so nothing else may be saved. */
  private boolean isHealing;

  private Position pendingPosition;
  private long pendingRecords;

  private long snapshotBytes;
  private long addedBytes;

  /** Entries of so many bytes are replaced by a snapshot. */
  private long rewriteAtBytes = SMALL_JOURNAL_BYTES;

  /** The result of applying a batch. */
  public enum BatchResult {
    /** Counted, or counted before; it may be acked once {@link #isSaved} says so. */
    COUNTED,
    /** Records before it are missing: the spout must go back to where the saved state ends. */
    GAP
  }

  /**
   * The entry written by one save; to be sent to the rankers.
   *
   * @param version one more than the save before
   * @param entry as it is in the journal
   * @param tally the partition's record counts up to there
   */
  public record Saved(int partition, long version, byte[] entry, Tally tally) {}

  /**
   * The size of a partition.
   *
   * @param journalBytes about the size of its journal in the store
   * @param rsvps remembered
   * @param keys of all dimensions
   * @param cells of windows, as {@code count.most-cells} counts them
   */
  public record PartitionSize(long journalBytes, long rsvps, long keys, long cells) {}

  /** Another task has acquired the partition: this counter must be discarded. */
  public static final class FencedException extends Exception {
    FencedException(int partition) {
      super("partition " + partition + " was taken over by another task");
    }
  }

  private PartitionCounter(
      int partition, JournalStore store, Journal journal, PartitionState state) {
    this.partition = partition;
    this.store = store;
    this.token = journal.token();
    this.state = state;
    this.saved = state.position();
    this.version = journal.version();
    if (!journal.entries().isEmpty()) {
      snapshotBytes = journal.entries().get(0).length;
      journal.entries().stream().skip(1).forEach(this::added);
    }
  }

  /**
   * Acquires a partition and loads its saved state. A journal that can't be read is set aside, with
   * a warning, and the partition is rebuilt from Kafka.
   *
   * @throws StoreException when the store does not answer
   */
  public static PartitionCounter open(int partition, CountOptions options, JournalStore store) {
    Journal journal = store.acquire(partition);
    try {
      return new PartitionCounter(
          partition, store, journal, PartitionState.fold(options, journal.entries()));
    } catch (CorruptEntryException e) {
      LOG.log(
          Level.WARNING,
          "partition {0}: the saved state is unusable ({1}); set aside, rebuilding the partition from"
              + " Kafka",
          partition,
          e.getMessage());
      return new PartitionCounter(
          partition,
          store,
          store.setAside(partition, journal.token()),
          new PartitionState(options));
    }
  }

  /** Counts the records of a batch that were not counted before. */
  public BatchResult apply(Batch batch) {
    Position position = state.position();
    BatchRange range = batch.range();
    boolean elsewhere = position == null || !position.log().equals(range.log());
    if (elsewhere || range.from() > position.next()) {
      if (!range.isStart()) {
        return BatchResult.GAP;
      }
      state.begin(new Position(range.log(), range.from()), range.logEnd());
      hasUnsaved = true;
    }
    long next = state.position().next();
    if (range.to() < next) {
      return BatchResult.COUNTED;
    }
    int records = batch.offsets().length;
    for (int first = 0; first < records; first += FETCHED_RECORDS) {
      count(batch, first, Math.min(records, first + FETCHED_RECORDS), next);
    }
    hasUnsaved |= range.to() > next;
    state.advance(range.to(), range.logEnd());
    return BatchResult.COUNTED;
  }

  private void count(Batch batch, int first, int end, long next) {
    for (int i = first; i < end; i++) {
      state.fetch(batch.outcomes().get(i));
    }
    for (int i = first; i < end; i++) {
      if (batch.offsets()[i] >= next) {
        state.count(batch.outcomes().get(i), batch.appendTimes()[i]);
        unsaved++;
      }
    }
  }

  /** True if the batch's records are all in the store. */
  public boolean isSaved(Batch batch) {
    BatchRange range = batch.range();
    return saved != null && saved.log().equals(range.log()) && saved.next() >= range.to();
  }

  /** The partition's size, in the store and in memory. */
  public PartitionSize size() {
    return new PartitionSize(
        snapshotBytes + addedBytes, state.remembered(), state.keys(), state.cells());
  }

  public long unsaved() {
    return unsaved;
  }

  /**
   * Saves what was counted since the last save.
   *
   * @return what was added, or empty if there was nothing to add
   * @throws StoreException when the store does not answer: call again later
   * @throws FencedException if another task has acquired the partition
   */
  public Optional<Saved> save() throws FencedException {
    if (pending == null) {
      if (!hasUnsaved && isInStore()) {
        return Optional.empty();
      }
      pending = new Saved(partition, version + 1, entry(version + 1), state.tally());
      pendingPosition = state.position();
      pendingRecords = unsaved;
      hasUnsaved = false;
    }
    isHealing =
        isHealing
            || !store.append(partition, token, pending.version(), pendingPosition, pending.entry());
    if (isHealing) {
      return Optional.of(heal());
    }
    Saved done = pending;
    pending = null;
    version = done.version();
    saved = pendingPosition;
    unsaved -= pendingRecords;
    added(done.entry());
    if (!hasUnsaved && addedBytes > Math.max(rewriteAtBytes, snapshotBytes / 2)) {
      rewrite();
    }
    return Optional.of(done);
  }

  /** A journal begins with a snapshot. */
  private byte[] entry(long of) {
    return saved == null ? state.snapshot(of, token) : state.takeDelta(of, token);
  }

  private void added(byte[] entry) {
    addedBytes += Math.max(entry.length, MIN_ENTRY_BYTES);
  }

  /**
   * False if the store has lost what was saved, which would otherwise go unnoticed in a silent
   * stream.
   */
  private boolean isInStore() {
    return saved == null || store.position(partition).isPresent();
  }

  /**
   * Replaces a journal that does not continue from the state in memory. If no one else acquired it,
   * the store has lost saves: what is in memory replaces it. Its version leaves a gap, also to that
   * of an earlier attempt whose reply was lost, so that all followers read it.
   */
  private Saved heal() throws FencedException {
    version = Math.max(version, pending.version()) + 1;
    byte[] snapshot = state.snapshot(version, token);
    if (!store.replace(partition, token, version, state.position(), snapshot)) {
      throw new FencedException(partition);
    }
    LOG.log(
        Level.WARNING, "partition {0}: the store had lost saves; restored from memory", partition);
    isHealing = false;
    pending = null;
    saved = state.position();
    unsaved = 0;
    hasUnsaved = false;
    rewritten(snapshot);
    return new Saved(partition, version, snapshot, state.tally());
  }

  /** A snapshot that the store refuses, for its size perhaps, is not sent with every save. */
  private void rewrite() {
    byte[] snapshot = state.snapshot(version, token);
    try {
      if (store.replace(partition, token, version, saved, snapshot)) {
        rewritten(snapshot);
      }
    } catch (StoreException e) {
      rewriteAtBytes = 2 * addedBytes;
      LOG.log(
          Level.WARNING,
          "partition {0}: can't compact the journal, {1} bytes of deltas: {2}",
          partition,
          addedBytes,
          e.getMessage());
    }
  }

  private void rewritten(byte[] snapshot) {
    snapshotBytes = snapshot.length;
    addedBytes = 0;
    rewriteAtBytes = SMALL_JOURNAL_BYTES;
  }
}
