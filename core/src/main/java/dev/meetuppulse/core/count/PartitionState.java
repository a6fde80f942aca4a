package dev.meetuppulse.core.count;

import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.DeltaWriter;
import dev.meetuppulse.core.journal.EntryHeader;
import dev.meetuppulse.core.journal.JournalFold;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.journal.SnapshotWriter;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.journal.Version;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.ResponseCode;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.core.window.Windows;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The state that the records of one partition, up to the next offset, add up to. A pure function of
 * those records: the same records give the same state, however often they were replayed on the way.
 *
 * <p>It decides what a record means, writes that down, and applies what is written with the {@link
 * JournalFold} that a replay uses.
 */
final class PartitionState {
  private final CountOptions options;
  private final List<Window> finiteWindows;

  /** An RSVP that is no older than this is certainly in a window: most need no division. */
  private final long inTimeMillis;

  private final Dictionary dictionary;
  private final Windows windows;
  private final LocalNumbers numbers;
  private final PartitionMemory memory;
  private final JournalFold fold;
  private final DeltaWriter delta;
  private final KeyAllocator allocator;
  private final Version before = new Version();
  private final Version now = new Version();

  private Position position;
  private long logEnd;
  private long rebuildEnd;
  private long clock;

  /** Counts of the records in the journal; those below are of the records since it was read. */
  private Tally tallyBefore = Tally.ZERO;

  private final long[] invalid = new long[Reason.values().length];
  private long filtered;
  private long newRsvps;
  private long duplicate;
  private long stale;
  private long changed;
  private long late;
  private long forgotten;

  /** Has no meaning, but keeps the fetches from being optimised away. */
  private long fetched;

  /** Of the counter that saved the last entry. */
  private long lastToken;

  /** The size of the last snapshot: the next has about as many bytes. */
  private int snapshotBytes;

  PartitionState(CountOptions options) {
    this.options = options;
    finiteWindows = options.finiteWindows();
    inTimeMillis =
        finiteWindows.stream()
            .mapToLong(window -> window.millis() - window.bucketMillis())
            .max()
            .orElse(0);
    dictionary = new Dictionary(options.dimensions());
    windows =
        new Windows(
            dictionary,
            options.windows(),
            options.windows().stream().filter(Window::isAll).toList(),
            options.dimensions());
    numbers = new LocalNumbers(dictionary, windows);
    memory = new PartitionMemory(dictionary, windows, numbers, options.bounds());
    fold = new JournalFold(options.scope(), windows, numbers, memory);
    delta = new DeltaWriter(options.scope(), fold);
    allocator = new KeyAllocator(dictionary, numbers, memory, delta);
  }

  /**
   * The state that a journal adds up to.
   *
   * @throws CorruptEntryException if an entry can't be read or is missing, or counted with other
   *     options
   */
  static PartitionState fold(CountOptions options, List<byte[]> journal)
      throws CorruptEntryException {
    PartitionState state = new PartitionState(options);
    for (byte[] entry : journal) {
      if (state.fold.apply(entry) != JournalFold.Applied.APPLIED) {
        throw new CorruptEntryException("an entry of the journal is missing");
      }
    }
    if (!journal.isEmpty()) {
      state.opened(state.fold.header());
    }
    return state;
  }

  private void opened(EntryHeader header) {
    lastToken = header.tokens().own();
    position = header.position();
    logEnd = header.logEnd();
    rebuildEnd = header.rebuildEnd();
    clock = header.clock();
    tallyBefore = header.tally();
    memory.opened(options.bounds());
  }

  long remembered() {
    return memory.seen().size();
  }

  /** Keys that are held, of all dimensions. */
  long keys() {
    return options.dimensions().stream()
        .mapToLong(dimension -> dictionary.keys(dimension).held())
        .sum();
  }

  /** Cells of windows that are held, as {@code count.most-cells} counts them. */
  long cells() {
    return windows.cells();
  }

  /** The position at which the counted records end; null if the count has not begun. */
  Position position() {
    return position;
  }

  /** Begins, or continues in another log. */
  void begin(Position newPosition, long newLogEnd) {
    position = newPosition;
    rebuildEnd = newLogEnd;
    logEnd = newLogEnd;
  }

  void advance(long next, long newLogEnd) {
    position = new Position(position.log(), next);
    logEnd = newLogEnd;
  }

  /**
   * Prefetches what counting a record will look up. Fetches of several records overlap where a
   * look-up in the middle of counting would wait for each.
   */
  void fetch(Outcome outcome) {
    if (outcome instanceof Rsvp rsvp) {
      fetched += memory.seen().peek(rsvp.id()) + allocator.peek(rsvp.groupKeys());
    }
  }

  void count(Outcome outcome, long appendTime) {
    if (outcome instanceof Rsvp rsvp) {
      advanceClock(rsvp.mtime());
      if (count(rsvp)) {
        countLate(rsvp.mtime(), options.eventClock() ? clock : appendTime);
      }
    } else if (outcome instanceof Outcome.Filtered other) {
      advanceClock(other.mtime());
      filtered++;
    } else if (outcome instanceof Outcome.Invalid bad) {
      invalid[bad.reason().ordinal()]++;
    }
  }

  private void advanceClock(long mtime) {
    if (mtime > clock) {
      clock = mtime;
      windows.makeRoom(clock);
    }
  }

  /** The four rules by which an RSVP counts once; true if it is what counts now. */
  private boolean count(Rsvp r) {
    long response = ResponseCode.of(r);
    SeenRsvps seen = memory.seen();
    int s = seen.find(r.id());
    boolean counts = true;
    if (s == SeenRsvps.NONE) {
      newRsvps++;
      delta.newRsvp(r.id(), clock, versionOf(r, response));
    } else if (seen.response(s) == response) {
      duplicate++;
      delta.seen(r.id(), clock);
      counts = false;
    } else if (isStale(r.mtime(), seen.mtime(s))) {
      stale++;
      delta.seen(r.id(), clock);
      counts = false;
    } else {
      changed++;
      memory.read(s, before);
      allocator.prepareRetraction(before);
      delta.changed(r.id(), clock, before, versionOf(r, response));
    }
    allocator.release();
    forgotten += memory.takeForgottenEarly();
    return counts;
  }

  /**
   * The last quarter of the cells is for groups: RSVPs that need one more first lose their event,
   * and then their group's keys, to a cell that takes all such.
   */
  private Version versionOf(Rsvp r, long response) {
    long mtime = r.mtime();
    int most = options.mostCells();
    boolean eventsFit = windows.hasRoom(mtime, most - most / 4);
    boolean groupsFit = eventsFit || windows.hasRoom(mtime, most);
    allocator.restrictToHeld(!groupsFit);
    int group = allocator.group(r.groupKeys());
    allocator.restrictToHeld(!eventsFit);
    int event = allocator.event(r.event());
    if (!eventsFit && event != Dictionary.NONE && windows.lacksCell(mtime, group, event)) {
      event = Dictionary.UNLISTED;
    }
    if (!groupsFit && windows.lacksCell(mtime, group, event)) {
      group = Dictionary.UNLISTED;
    }
    return now.set(mtime, response, group, event);
  }

  /** Older, or an echo, rounded half-up to a whole second, of an older version. */
  private static boolean isStale(long mtime, long current) {
    return mtime <= current || mtime % 1000 == 0 && mtime - current <= 500;
  }

  private void countLate(long mtime, long against) {
    if (finiteWindows.isEmpty() || against - mtime <= inTimeMillis) {
      return;
    }
    for (Window window : finiteWindows) {
      long first = Math.floorDiv(against, window.bucketMillis()) - window.buckets() + 1;
      if (Math.floorDiv(mtime, window.bucketMillis()) >= first) {
        return;
      }
    }
    late++;
  }

  /**
   * Takes the delta since the last call, or since the state was loaded, as an entry of the counter
   * with the fencing token {@code token}.
   */
  byte[] takeDelta(long version, long token) {
    byte[] entry =
        delta.finish(header(false, version, new EntryHeader.FencingTokens(token, lastToken)));
    lastToken = token;
    return entry;
  }

  /** A snapshot of the whole state, saved under a fencing token; the next delta begins here. */
  byte[] snapshot(long version, long token) {
    lastToken = token;
    delta.clear();
    windows.settle();
    SnapshotWriter out =
        new SnapshotWriter(
            header(true, version, new EntryHeader.FencingTokens(token, 0)), snapshotBytes / 8 * 9);
    out.keys(dictionary, windows).groups(dictionary, numbers::remainingKeys).cells(windows.rings());
    memory.write(out, clock);
    byte[] snapshot = out.finish();
    snapshotBytes = snapshot.length;
    return snapshot;
  }

  Tally tally() {
    Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      byReason.put(reason, invalid[reason.ordinal()]);
    }
    return tallyBefore.plus(
        new Tally(filtered, newRsvps, duplicate, stale, changed, late, forgotten, byReason));
  }

  private EntryHeader header(boolean snapshot, long version, EntryHeader.FencingTokens tokens) {
    Map<Dimension, Long> shortBy = new EnumMap<>(Dimension.class);
    for (Dimension dimension : options.dimensions()) {
      long rsvps = numbers.usage(dimension).shortBy();
      if (rsvps > 0) {
        shortBy.put(dimension, rsvps);
      }
    }
    return new EntryHeader(
        snapshot,
        version,
        tokens,
        options.scope(),
        options.bounds(),
        position,
        logEnd,
        rebuildEnd,
        clock,
        tally(),
        shortBy);
  }
}
