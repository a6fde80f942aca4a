package dev.meetuppulse.core.window;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Exact totals by key for sliding windows that share their buckets.
 *
 * <p>An RSVP is one cell of its bucket, whatever the number of its topics; a cell is added to the
 * totals when it enters a window and taken from them when it leaves. The cost of an RSVP is so the
 * same for a window of any length.
 */
public final class Windows {
  private final Dictionary dictionary;
  private final Collection<Dimension> dimensions;
  private final List<Ring> rings;
  private final List<View> views = new ArrayList<>();

  /** A window and its totals, over the buckets first to last of its ring. */
  private static final class View {
    private final Window window;
    private final Ring ring;
    private KeyTotals totals;
    private long first;
    private long last = -1;
    private long rsvps;

    private View(Window window, Ring ring, KeyTotals totals) {
      this.window = window;
      this.ring = ring;
      this.totals = totals;
    }

    private void add(int facets, int event, long rsvps, long yes, long no, long going) {
      this.rsvps += rsvps;
      totals.add(facets, event, rsvps, yes, no, going);
    }

    private boolean holds(long bucket) {
      return first <= bucket && bucket <= last;
    }
  }

  /**
   * @param dictionary numbers the keys of the facets and events that are added
   * @param dimensions to keep totals for
   */
  public Windows(
      Dictionary dictionary, Collection<Window> windows, Collection<Dimension> dimensions) {
    this.dictionary = dictionary;
    this.dimensions = List.copyOf(dimensions);
    rings = Ring.forWindows(List.copyOf(windows));
    for (Window window : windows) {
      views.add(new View(window, window.isAll() ? null : ring(window.bucketMillis()), noTotals()));
    }
  }

  private KeyTotals noTotals() {
    return new KeyTotals(dictionary, dimensions);
  }

  private Ring ring(long width) {
    return rings.stream().filter(ring -> ring.width() == width).findFirst().orElseThrow();
  }

  /**
   * Adds, or with negative numbers takes back, what an RSVP counts.
   *
   * @param mtime ms since the epoch; a window it is too old for is left as it is
   */
  public void add(long mtime, int facets, int event, long rsvps, long yes, long no, long going) {
    for (int i = 0; i < rings.size(); i++) {
      Ring ring = rings.get(i);
      makeRoom(ring, ring.bucket(mtime));
      addCell(i, ring.bucket(mtime), facets, event, rsvps, yes, no, going);
    }
    for (View view : views) {
      if (view.ring == null) {
        view.add(facets, event, rsvps, yes, no, going);
      }
    }
  }

  /** Adds to one bucket of one ring alone. */
  public void addCell(
      int ring, long bucket, int facets, int event, long rsvps, long yes, long no, long going) {
    Ring of = rings.get(ring);
    if (!of.add(bucket, facets, event, rsvps, yes, no, going)) {
      return;
    }
    for (View view : views) {
      if (view.ring == of && view.holds(bucket)) {
        view.add(facets, event, rsvps, yes, no, going);
      }
    }
  }

  /** Adds to the totals of all time alone. */
  public void addTotal(Dimension dimension, int key, long rsvps, long yes, long no, long going) {
    for (View view : views) {
      if (view.ring == null) {
        view.totals.add(dimension, key, rsvps, yes, no, going);
      }
    }
  }

  /** Adds to the number of RSVPs of all time alone. */
  public void addRsvps(long rsvps) {
    for (View view : views) {
      if (view.ring == null) {
        view.rsvps += rsvps;
      }
    }
  }

  /** Makes room for records of that time and older ones. */
  public void makeRoom(long mtime) {
    for (Ring ring : rings) {
      makeRoom(ring, ring.bucket(mtime));
    }
  }

  private void makeRoom(Ring ring, long bucket) {
    ring.advance(
        bucket,
        evicted -> {
          for (View view : views) {
            if (view.ring == ring && view.holds(evicted)) {
              move(view, evicted, -1);
            }
          }
        });
  }

  /**
   * Ends every window with the bucket that holds the clock.
   *
   * @param clock ms since the epoch; an earlier one than before is ignored
   */
  public void advance(long clock) {
    for (View view : views) {
      if (view.ring != null) {
        advance(view, view.ring.bucket(clock));
      }
    }
  }

  private void advance(View view, long last) {
    if (last <= view.last) {
      return;
    }
    long first = last - view.window.buckets() + 1;
    if (first > view.last) {
      view.totals = noTotals();
      view.rsvps = 0;
    } else {
      for (long bucket = view.first; bucket < first; bucket++) {
        move(view, bucket, -1);
      }
    }
    for (long bucket = Math.max(first, view.last + 1); bucket <= last; bucket++) {
      move(view, bucket, 1);
    }
    view.first = first;
    view.last = last;
  }

  /** Adds a bucket to a window, or (sign -1) takes it out. */
  private void move(View view, long bucket, int sign) {
    view.ring.forEach(
        bucket,
        (facets, event, rsvps, yes, no, going) ->
            view.add(facets, event, sign * rsvps, sign * yes, sign * no, sign * going));
  }

  /**
   * Visits what a window held at a clock, whatever its totals are kept for.
   *
   * @param clock ms since the epoch: the window ends with the bucket that holds it
   * @throws IllegalArgumentException for {@code all}, which keeps no cells
   */
  public void forEachCell(Window window, long clock, Ring.Visitor visitor) {
    View view = view(window);
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

  /** Distinct RSVPs in a window. */
  public long rsvps(Window window) {
    return view(window).rsvps;
  }

  private View view(Window window) {
    return views.stream().filter(view -> view.window.equals(window)).findFirst().orElseThrow();
  }
}
