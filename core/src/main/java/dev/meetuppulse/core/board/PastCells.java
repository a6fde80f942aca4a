package dev.meetuppulse.core.board;

import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Ring;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The contents of a window in the last hour, by the minute, read from the cells that longer windows
 * need anyway: a window of 24 hours keeps a day of them. So nothing more is stored, and a past that
 * no one asks for costs nothing.
 */
final class PastCells {
  /** Windows of the past end at whole multiples of this. */
  private static final long STEP_MILLIS = Duration.ofMinutes(1).toMillis();

  private static final long SPAN_MILLIS = Duration.ofHours(1).toMillis();

  private final Ring ring;
  private final int buckets;

  private PastCells(Ring ring, int buckets) {
    this.ring = ring;
    this.buckets = buckets;
  }

  /**
   * The past of a window.
   *
   * @throws IllegalArgumentException if no other window keeps it: {@link #keeper}
   */
  static PastCells of(Window window, List<Window> windows, List<Ring> rings) {
    long width =
        keeper(window, windows)
            .orElseThrow(() -> new IllegalArgumentException(window.name() + " has no past"))
            .bucketMillis();
    Ring ring = rings.stream().filter(each -> each.width() == width).findFirst().orElseThrow();
    return new PastCells(ring, (int) (window.millis() / width));
  }

  /** The window whose cells hold the past of another. */
  static Optional<Window> keeper(Window window, List<Window> windows) {
    return windows.stream()
        .filter(keeper -> !window.isAll() && !keeper.isAll())
        .filter(keeper -> STEP_MILLIS % keeper.bucketMillis() == 0)
        .filter(keeper -> window.millis() % keeper.bucketMillis() == 0)
        .filter(keeper -> keeper.millis() >= window.millis() + SPAN_MILLIS)
        .findFirst();
  }

  /** The end of the last window that was whole at a time, ms since the epoch. */
  static long end(long at) {
    return Math.floorDiv(at, STEP_MILLIS) * STEP_MILLIS;
  }

  /** The ends of the windows of the last hour, oldest first; none before anything was counted. */
  long[] ends(long now) {
    long last = end(now);
    List<Long> kept = ring.buckets();
    long oldest = kept.isEmpty() ? last : kept.get(0) * ring.width();
    return LongStream.iterate(last - SPAN_MILLIS, end -> end <= last, end -> end + STEP_MILLIS)
        .filter(end -> end > oldest)
        .toArray();
  }

  /** True if the window that ended then is kept whole, by what counts as the last hour. */
  boolean keeps(long end, long now) {
    List<Long> kept = ring.buckets();
    return !kept.isEmpty()
        && end > kept.get(0) * ring.width()
        && end <= end(now)
        && end >= end(now) - SPAN_MILLIS - STEP_MILLIS;
  }

  /** The first bucket of the window that ended then. */
  long first(long end) {
    return last(end) - buckets + 1;
  }

  /** The last bucket of the window that ended then. */
  long last(long end) {
    return ring.bucket(end) - 1;
  }

  /** Visits the buckets from one to another. */
  void forEachCell(long first, long last, Cell.Visitor visitor) {
    for (long bucket = first; bucket <= last; bucket++) {
      ring.forEach(bucket, visitor);
    }
  }
}
