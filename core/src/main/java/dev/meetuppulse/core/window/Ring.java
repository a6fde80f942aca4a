package dev.meetuppulse.core.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The latest buckets of one width. A bucket's number is {@code floor(mtime / width)}; its slot is
 * that number modulo the ring's length.
 */
public final class Ring {
  /**
   * How much longer than its longest window a ring is: the wall clock that ends a window may lag
   * the newest {@code mtime} by 60 s, and clocks of machines differ.
   */
  private static final long SLACK_MILLIS = Duration.ofMinutes(2).toMillis();

  /** Buckets of this width or more are packed once closed; shorter ones are gone before it pays. */
  private static final long PACKED_WIDTH = Duration.ofSeconds(30).toMillis();

  private static final long NO_BUCKET = Long.MIN_VALUE;

  /**
   * The weight of a cell in a bucket that is not packed: up to 96 bytes. A packed one weighs 1, and
   * 3 if it came late: what comes late is packed a fifth at a time.
   */
  static final int UNPACKED_WEIGHT = 6;

  private static final int LATE_WEIGHT = 3;

  private final long width;

  /** Kept when the next bucket begins in their slot at once, for that needs about as much room. */
  private final Cells[] slots;

  /** The bucket in each slot, or NO_BUCKET. */
  private final long[] numbers;

  /** Of the cells in each slot. */
  private final long[] weights;

  private long weight;
  private long newest = NO_BUCKET;

  private Ring(long width, int buckets) {
    this.width = width;
    int length = buckets + (int) (SLACK_MILLIS / width) + 2;
    slots = new Cells[length];
    numbers = new long[length];
    weights = new long[length];
    Arrays.fill(numbers, NO_BUCKET);
  }

  /** One ring for each bucket width, narrowest first, long enough for the windows of that width. */
  public static List<Ring> forWindows(List<Window> windows) {
    TreeMap<Long, Integer> lengths = new TreeMap<>();
    for (Window window : windows) {
      if (!window.isAll()) {
        lengths.merge(window.bucketMillis(), window.buckets(), Math::max);
      }
    }
    List<Ring> rings = new ArrayList<>();
    lengths.forEach((width, buckets) -> rings.add(new Ring(width, buckets)));
    return rings;
  }

  /** Width of a bucket, ms. */
  public long width() {
    return width;
  }

  public long bucket(long mtime) {
    return Math.floorDiv(mtime, width);
  }

  /** The newest bucket that there is room for. */
  long newest() {
    return newest;
  }

  /** The oldest bucket that stays when there is room for another. */
  long first(long bucket) {
    return bucket - slots.length + 1;
  }

  /** Makes room for a bucket; buckets that become too old are passed on and removed. */
  public void advance(long bucket, LongConsumer eviction) {
    if (bucket <= newest) {
      return;
    }
    if (newest != NO_BUCKET) {
      if (isPacked()) {
        weigh(index(newest), weights[index(newest)] / UNPACKED_WEIGHT);
      }
      long last = Math.min(bucket - slots.length, newest);
      for (long old = newest - slots.length + 1; old <= last; old++) {
        boolean isHeld = slot(old) != null;
        if (isHeld) {
          eviction.accept(old);
          slots[index(old)].clear();
          numbers[index(old)] = NO_BUCKET;
          weigh(index(old), 0);
        }
        if (!isHeld || index(old) != index(bucket)) {
          slots[index(old)] = null;
        }
      }
      if (isPacked()) {
        packClosed();
      }
    }
    newest = bucket;
  }

  /** Adds to a bucket; false if the bucket has left the ring. */
  public boolean add(long bucket, Cell cell) {
    if (!holds(bucket)) {
      return false;
    }
    int index = index(bucket);
    if (slots[index] == null) {
      slots[index] = new Cells();
    }
    numbers[index] = bucket;
    boolean isNew = slots[index].add(cell);
    boolean isClosed = isClosed(bucket);
    if (isClosed) {
      slots[index].packLate();
    }
    // What is taken back was added before.
    boolean mayBeMore = isClosed ? cell.counts().rsvps() > 0 : isNew;
    if (mayBeMore && !takesTheRest(cell)) {
      weigh(index, weights[index] + (isClosed ? LATE_WEIGHT : UNPACKED_WEIGHT));
    }
    return true;
  }

  /** True for the cells that RSVPs fall back to: two a bucket, at most. */
  private static boolean takesTheRest(Cell cell) {
    return cell.group() == Dictionary.UNLISTED && cell.event() <= Dictionary.UNLISTED;
  }

  /** True if the bucket is one of the latest. */
  boolean holds(long bucket) {
    return bucket <= newest && bucket > newest - slots.length;
  }

  /** True if an RSVP that counts in a bucket needs a cell more, as far as is known. */
  boolean lacks(long bucket, int group, int event) {
    if (!holds(bucket)) {
      return false;
    }
    Cells cells = slot(bucket);
    return cells == null || isClosed(bucket) || !cells.hasUnpacked(group, event);
  }

  /**
   * The weight of all cells: a measure of their memory that depends on nothing but what was added,
   * in which order. What is added to a closed bucket weighs as a cell of its own.
   */
  long weight() {
    return weight;
  }

  /** Slots that have memory for cells, empty ones too; for tests. */
  int tables() {
    return (int) Arrays.stream(slots).filter(Objects::nonNull).count();
  }

  /** The weight of a bucket's cells. */
  public long weight(long bucket) {
    return slot(bucket) == null ? 0 : weights[index(bucket)];
  }

  /** Sets the weight of a bucket that was read from a snapshot, in which order plays no part. */
  public void weigh(long bucket, long bucketWeight) {
    if (slot(bucket) != null) {
      weigh(index(bucket), bucketWeight);
    }
  }

  private void weigh(int index, long slotWeight) {
    weight += slotWeight - weights[index];
    weights[index] = slotWeight;
  }

  /** The most by which a record may be older than the newest and still have a bucket, ms. */
  public long reachMillis() {
    return width * (slots.length + 1);
  }

  /** Visits the cells of a bucket; none if it is empty or has left. */
  public void forEach(long bucket, Cell.Visitor visitor) {
    Cells cells = slot(bucket);
    if (cells != null) {
      cells.forEach(visitor);
    }
  }

  /** The buckets that hold cells, oldest first. */
  public List<Long> buckets() {
    List<Long> buckets = new ArrayList<>();
    for (long number : numbers) {
      if (number != NO_BUCKET) {
        buckets.add(number);
      }
    }
    buckets.sort(null);
    return buckets;
  }

  /** True if the ring's closed buckets are packed. */
  private boolean isPacked() {
    return width >= PACKED_WIDTH;
  }

  private boolean isClosed(long bucket) {
    return isPacked() && bucket < newest;
  }

  private void packClosed() {
    for (Cells cells : slots) {
      if (cells != null) {
        cells.pack();
      }
    }
  }

  private Cells slot(long bucket) {
    int index = index(bucket);
    return numbers[index] == bucket ? slots[index] : null;
  }

  private int index(long bucket) {
    return (int) Math.floorMod(bucket, (long) slots.length);
  }
}
