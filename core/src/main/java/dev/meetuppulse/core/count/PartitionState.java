package dev.meetuppulse.core.count;

import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.Entry;
import dev.meetuppulse.core.journal.EntryHeader;
import dev.meetuppulse.core.journal.EntryVisitor;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Answer;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.FacetKeys;
import dev.meetuppulse.core.window.KeyTotals;
import dev.meetuppulse.core.window.Ring;
import dev.meetuppulse.core.window.Window;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the records of one partition, up to the next offset, add up to. A pure function of those
 * records: the same records give the same state, however often they were replayed on the way.
 */
final class PartitionState {
  private final CountOptions options;
  private final String fingerprint;
  private final List<Window> finiteWindows;

  /** An RSVP that is no older than this is in a window for sure: most need no division. */
  private final long inTimeMillis;

  private final Dictionary dictionary;
  private final Entry.Writer news;
  private final SeenRsvps seen = new SeenRsvps();
  private final List<Ring> rings;

  /** Of all time; null if no window is {@code all}. */
  private final KeyTotals totals;

  private final long[] invalid = new long[Reason.values().length];

  private Position position;
  private long end;
  private long rebuildEnd;
  private long clock;
  private long filtered;
  private long fresh;
  private long duplicate;
  private long stale;
  private long changed;
  private long late;
  private long forgotten;

  PartitionState(CountOptions options) {
    this.options = options;
    fingerprint = options.fingerprint();
    finiteWindows = options.finiteWindows();
    inTimeMillis =
        finiteWindows.stream()
            .mapToLong(window -> window.millis() - window.bucketMillis())
            .max()
            .orElse(0);
    dictionary = new Dictionary(options.dimensions());
    news = new Entry.Writer(dictionary);
    rings = Ring.forWindows(options.windows());
    boolean ofAllTime = options.windows().stream().anyMatch(Window::isAll);
    totals = ofAllTime ? new KeyTotals(dictionary, options.dimensions()) : null;
  }

  /**
   * The state that a journal adds up to.
   *
   * @throws CorruptEntryException if an entry can't be read, or counted with other options
   */
  static PartitionState fold(CountOptions options, List<byte[]> journal)
      throws CorruptEntryException {
    PartitionState state = new PartitionState(options);
    Fold fold = state.new Fold();
    for (byte[] entry : journal) {
      Entry.read(entry, fold);
      if (!fold.header.fingerprint().equals(state.fingerprint)) {
        throw new CorruptEntryException(
            "it was counted with "
                + fold.header.fingerprint()
                + ", now it is "
                + state.fingerprint);
      }
    }
    state.news.written();
    return state;
  }

  /** Where the counted records end; null if the count has not begun. */
  Position position() {
    return position;
  }

  /** Begins, or goes on in another log. */
  void begin(Position newPosition, long newEnd) {
    position = newPosition;
    rebuildEnd = newEnd;
    end = newEnd;
  }

  void advance(long next, long newEnd) {
    position = new Position(position.log(), next);
    end = newEnd;
  }

  /** Counts a record. */
  void count(Outcome outcome, long appendTime) {
    if (outcome instanceof Rsvp rsvp) {
      advanceClock(rsvp.mtime());
      if (count(rsvp)) {
        countLate(rsvp.mtime(), options.eventClock() ? clock : appendTime);
      }
      forgotten += forget(clock);
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
      for (Ring ring : rings) {
        ring.advance(ring.bucket(clock), evicted -> {});
      }
    }
  }

  /** The four rules by which an RSVP counts once; true if it is what counts now. */
  private boolean count(Rsvp r) {
    long answer = Answer.of(r);
    int s = seen.find(r.id());
    if (s == SeenRsvps.NONE) {
      int facets = dictionary.number(r.facets());
      int event = dictionary.number(Dimension.EVENTS, r.event());
      seen.add(r.id(), r.mtime(), answer, facets, event, clock);
      news.fresh(r.id(), clock, r.mtime(), answer, facets, event);
      add(r.mtime(), answer, facets, event, 1);
      fresh++;
      return true;
    } else if (seen.answer(s) == answer) {
      duplicate++;
      seenAgain(s);
    } else if (isStale(r.mtime(), seen.mtime(s))) {
      stale++;
      seenAgain(s);
    } else {
      int facets = dictionary.number(r.facets());
      int event = dictionary.number(Dimension.EVENTS, r.event());
      news.changed(r.id(), clock);
      news.version(seen.mtime(s), seen.answer(s), seen.facets(s), seen.event(s));
      news.version(r.mtime(), answer, facets, event);
      add(seen.mtime(s), seen.answer(s), seen.facets(s), seen.event(s), -1);
      add(r.mtime(), answer, facets, event, 1);
      seen.put(s, r.mtime(), answer, facets, event);
      seen.touch(s, clock);
      changed++;
      return true;
    }
    return false;
  }

  /** Older, or an echo, rounded half-up to a whole second, of an older version. */
  private static boolean isStale(long mtime, long current) {
    return mtime <= current || mtime % 1000 == 0 && mtime - current <= 500;
  }

  private void seenAgain(int row) {
    seen.touch(row, clock);
    news.seen(seen.id(row), clock);
  }

  private void add(long mtime, long answer, int facets, int event, int sign) {
    int yes = sign * Answer.yes(answer);
    int no = sign * Answer.no(answer);
    long going = sign * Answer.going(answer);
    for (Ring ring : rings) {
      ring.add(ring.bucket(mtime), facets, event, sign, yes, no, going);
    }
    if (totals != null) {
      totals.add(facets, event, sign, yes, no, going);
    }
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

  /** Forgets what was unseen for long; returns how many were forgotten before their time. */
  private int forget(long now) {
    int early = 0;
    long before = now - options.remember().toMillis();
    while (seen.size() > options.rememberMost()
        || seen.size() > 0 && seen.lastSeen(seen.oldest()) < before) {
      if (seen.lastSeen(seen.oldest()) >= before) {
        early++;
      }
      seen.removeOldest();
    }
    return early;
  }

  /**
   * Sets the version that counts now. What is remembered may differ from when the journal was
   * written, if that setting has changed since.
   */
  private void remember(long id, EntryVisitor.Version version, long now) {
    int row = seen.find(id);
    if (row == SeenRsvps.NONE) {
      seen.add(id, version.mtime(), version.answer(), version.facets(), version.event(), now);
    } else {
      seen.put(row, version.mtime(), version.answer(), version.facets(), version.event());
      seen.touch(row, now);
    }
    forget(now);
  }

  /** What has happened since the last call, or since this was folded. */
  byte[] takeNews() {
    return news.finish(header(false));
  }

  /** Everything. */
  byte[] base() {
    return Entry.base(header(true), dictionary, totals, rings, seen);
  }

  /** The record counts. */
  Tally tally() {
    Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
    for (Reason reason : Reason.values()) {
      byReason.put(reason, invalid[reason.ordinal()]);
    }
    return new Tally(filtered, fresh, duplicate, stale, changed, late, forgotten, byReason);
  }

  private EntryHeader header(boolean base) {
    return new EntryHeader(base, fingerprint, position, end, rebuildEnd, clock, tally());
  }

  private final class Fold implements EntryVisitor {
    private EntryHeader header;

    @Override
    public void header(EntryHeader read) {
      header = read;
      position = read.position();
      end = read.end();
      rebuildEnd = read.rebuildEnd();
      Tally tally = read.tally();
      filtered = tally.filtered();
      fresh = tally.fresh();
      duplicate = tally.duplicate();
      stale = tally.stale();
      changed = tally.changed();
      late = tally.late();
      forgotten = tally.forgotten();
      tally.invalid().forEach((reason, count) -> invalid[reason.ordinal()] = count);
      advanceClock(read.clock());
    }

    @Override
    public void key(Dimension dimension, Key key) {
      dictionary.number(dimension, key);
    }

    @Override
    public void facets(FacetKeys facets) {
      dictionary.number(facets);
    }

    @Override
    public void fresh(long id, long now, Version version) {
      add(version.mtime(), version.answer(), version.facets(), version.event(), 1);
      remember(id, version, now);
    }

    @Override
    public void changed(long id, long now, Version before, Version after) {
      add(before.mtime(), before.answer(), before.facets(), before.event(), -1);
      add(after.mtime(), after.answer(), after.facets(), after.event(), 1);
      remember(id, after, now);
    }

    @Override
    public void seen(long id, long now) {
      int row = seen.find(id);
      if (row != SeenRsvps.NONE) {
        seen.touch(row, now);
      }
      forget(now);
    }

    @Override
    public void remembered(long id, long lastSeen, Version version) {
      remember(id, version, lastSeen);
    }

    @Override
    public void total(Dimension dimension, int key, long rsvps, long yes, long no, long going) {
      if (totals != null) {
        totals.add(dimension, key, rsvps, yes, no, going);
      }
    }

    @Override
    public void cell(
        int ring, long bucket, int facets, int event, long rsvps, long yes, long no, long going) {
      rings.get(ring).add(bucket, facets, event, rsvps, yes, no, going);
    }
  }
}
