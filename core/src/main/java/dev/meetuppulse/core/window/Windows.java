package dev.meetuppulse.core.window;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Exact totals by key for sliding windows that share their buckets.
 *
 * <p>An RSVP is one cell of its bucket, however many topics it has; a cell is added to the totals
 * when it enters a window and taken from them when it leaves. So an RSVP costs the same for a
 * window of any length.
 */
public final class Windows {
  private final Dictionary dictionary;
  private final Collection<Dimension> dimensions;
  private final List<Ring> rings;
  private final List<WindowTotals> views = new ArrayList<>();

  /** Null if no window is {@code all}. */
  private final WindowTotals ofAllTime;

  /** A window and its totals, over the buckets first to last of its ring. */
  private static final class WindowTotals {
    private final Window window;
    private final Ring ring;
    private KeyTotals totals;
    private long first;
    private long last = -1;
    private long rsvps;

    private WindowTotals(Window window, Ring ring, KeyTotals totals) {
      this.window = window;
      this.ring = ring;
      this.totals = totals;
    }

    private void add(Cell cell) {
      rsvps += cell.counts().rsvps();
      totals.add(cell);
    }

    private boolean holds(long bucket) {
      return first <= bucket && bucket <= last;
    }
  }

  /** Windows that all keep totals, for {@code dimensions}. */
  public Windows(
      Dictionary dictionary, Collection<Window> windows, Collection<Dimension> dimensions) {
    this(dictionary, windows, windows, dimensions);
  }

  /** Windows, of which those in {@code totalled} keep totals. */
  public Windows(
      Dictionary dictionary,
      Collection<Window> windows,
      Collection<Window> totalled,
      Collection<Dimension> dimensions) {
    this.dictionary = dictionary;
    this.dimensions = List.copyOf(dimensions);
    rings = Ring.forWindows(List.copyOf(windows));
    for (Window window : totalled) {
      views.add(
          new WindowTotals(
              window, window.isAll() ? null : ring(window.bucketMillis()), noTotals()));
    }
    ofAllTime = views.stream().filter(view -> view.ring == null).findFirst().orElse(null);
  }

  private KeyTotals noTotals() {
    return new KeyTotals(dictionary, dimensions);
  }

  private Ring ring(long width) {
    return rings.stream().filter(ring -> ring.width() == width).findFirst().orElseThrow();
  }

  /**
   * Adds the counts of RSVPs with this {@code mtime}, or takes them back if negative. Windows for
   * which it is too old do not change.
   */
  public void add(long mtime, Cell cell) {
    for (int i = 0; i < rings.size(); i++) {
      Ring ring = rings.get(i);
      long bucket = ring.bucket(mtime);
      makeRoom(ring, bucket);
      add(ring, bucket, cell);
    }
    if (ofAllTime != null) {
      ofAllTime.add(cell);
    }
  }

  /** Adds to one bucket only; cells of a width that no window has are left out. */
  public void addCell(long width, long bucket, Cell cell) {
    for (Ring ring : rings) {
      if (ring.width() == width) {
        add(ring, bucket, cell);
      }
    }
  }

  private void add(Ring ring, long bucket, Cell cell) {
    if (!ring.add(bucket, cell)) {
      return;
    }
    for (int i = 0; i < views.size(); i++) {
      WindowTotals view = views.get(i);
      if (view.ring == ring && view.holds(bucket)) {
        view.add(cell);
      }
    }
  }

  /** Adds only to a key's total of all time. */
  public void addTotal(Dimension dimension, int key, Counts counts) {
    if (ofAllTime != null) {
      ofAllTime.totals.add(dimension, key, counts);
    }
  }

  /** Adds only to the number of RSVPs of all time. */
  public void addRsvps(long rsvps) {
    if (ofAllTime != null) {
      ofAllTime.rsvps += rsvps;
    }
  }

  /** Brings the totals up to date, so that numbers no longer used may be given to other keys. */
  public void settle() {
    views.forEach(view -> view.totals.spread());
  }

  /** Brings the totals of all time up to date with one group's RSVPs. */
  public void settle(int group) {
    if (ofAllTime != null) {
      ofAllTime.totals.spread(group);
    }
  }

  /** True if fewer cells are held than may be, or an RSVP of that time needs none. */
  public boolean hasRoom(long mtime, int mostCells) {
    return weight() < (long) mostCells * Ring.UNPACKED_WEIGHT
        || rings.stream().noneMatch(ring -> ring.holds(ring.bucket(mtime)));
  }

  /**
   * The number of cells held; {@value Ring#UNPACKED_WEIGHT} packed cells count as one open cell.
   */
  public long cells() {
    return weight() / Ring.UNPACKED_WEIGHT;
  }

  private long weight() {
    long weight = 0;
    for (int i = 0; i < rings.size(); i++) {
      weight += rings.get(i).weight();
    }
    return weight;
  }

  /** True if an RSVP needs a cell more, as far as is known. */
  public boolean lacksCell(long mtime, int group, int event) {
    return rings.stream().anyMatch(ring -> ring.lacks(ring.bucket(mtime), group, event));
  }

  /** The longest that a record may be needed after its {@code mtime}, ms. */
  public long reachMillis() {
    return rings.stream().mapToLong(Ring::reachMillis).max().orElse(0);
  }

  /** Makes room for records of that time and older ones. */
  public void makeRoom(long mtime) {
    for (Ring ring : rings) {
      makeRoom(ring, ring.bucket(mtime));
    }
  }

  private void makeRoom(Ring ring, long bucket) {
    if (bucket <= ring.newest()) {
      return;
    }
    for (WindowTotals view : views) {
      if (view.ring == ring && view.last < ring.first(bucket)) {
        empty(view);
      }
    }
    ring.advance(
        bucket,
        evicted -> {
          for (WindowTotals view : views) {
            if (view.ring == ring && view.holds(evicted)) {
              move(view, evicted, -1);
            }
          }
        });
  }

  /** Moves the end of every window to the bucket that holds the clock; never backwards. */
  public void advance(long clock) {
    for (WindowTotals view : views) {
      if (view.ring != null) {
        advance(view, view.ring.bucket(clock));
      }
    }
  }

  /**
   * Ends every window with the bucket that holds the clock, though it may be an earlier one than
   * before.
   */
  public void restart(long clock) {
    for (WindowTotals view : views) {
      if (view.ring != null) {
        empty(view);
        view.last = Long.MIN_VALUE;
      }
    }
    advance(clock);
  }

  /** All that the window held has left at once: its totals need not be taken back one by one. */
  private void empty(WindowTotals view) {
    if (view.rsvps != 0 || view.first <= view.last) {
      view.totals = noTotals();
      view.rsvps = 0;
      view.first = view.last + 1;
    }
  }

  private void advance(WindowTotals view, long last) {
    if (last <= view.last) {
      return;
    }
    long first = last - view.window.buckets() + 1;
    if (first > view.last) {
      empty(view);
    } else {
      for (long bucket = view.first; bucket < first; bucket++) {
        move(view, bucket, -1);
      }
    }
    for (long bucket = first > view.last ? first : view.last + 1; bucket <= last; bucket++) {
      move(view, bucket, 1);
    }
    view.first = first;
    view.last = last;
  }

  /** Adds a bucket to a window, or (sign -1) takes it out. */
  private void move(WindowTotals view, long bucket, int sign) {
    view.ring.forEach(
        bucket,
        cell -> {
          if (sign < 0) {
            cell.counts().negate();
          }
          view.add(cell);
        });
  }

  /**
   * Visits the cells that a window held at a clock, regardless of which totals are kept.
   *
   * @param clock ms since the epoch: the window ends with the bucket that holds it
   * @throws IllegalArgumentException for {@code all}, which keeps no cells
   */
  public void forEachCell(Window window, long clock, Cell.Visitor visitor) {
    WindowTotals view = view(window);
    if (view.ring == null) {
      throw new IllegalArgumentException("window 'all' can't be asked for its cells");
    }
    long last = view.ring.bucket(clock);
    for (long bucket = last - window.buckets() + 1; bucket <= last; bucket++) {
      view.ring.forEach(bucket, visitor);
    }
  }

  /** The rings that hold the cells, narrowest buckets first. */
  public List<Ring> rings() {
    return rings;
  }

  /**
   * The totals of a dimension in a window, as they are until something is added or the clock moves.
   */
  public Totals totals(Window window, Dimension dimension) {
    return view(window).totals.of(dimension);
  }

  /**
   * The totals of all time; null if none are kept. Only {@link #settle(int) settled} groups are up
   * to date.
   */
  public Totals ofAllTime(Dimension dimension) {
    return ofAllTime == null ? null : ofAllTime.totals.kept(dimension);
  }

  /** Distinct RSVPs in a window. */
  public long rsvps(Window window) {
    return view(window).rsvps;
  }

  private WindowTotals view(Window window) {
    return views.stream().filter(view -> view.window.equals(window)).findFirst().orElseThrow();
  }
}
