package dev.meetuppulse.core.count;

import dev.meetuppulse.core.journal.CountScope;
import dev.meetuppulse.core.journal.EntryHeader;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.List;

/**
 * The options of the count.
 *
 * @param eventClock true if windows end with the largest {@code mtime} seen, false for the wall
 *     clock
 * @param windows to count in
 * @param dimensions to count on
 * @param countries that count, comma between, as in the settings of the filter
 * @param remember how long an RSVP is remembered after it was last seen, in stream time
 * @param rememberMost RSVPs remembered in a partition at most
 * @param mostKeys keys of each dimension that a partition holds at most
 * @param mostCells groups and events by bucket that a partition holds at most; six packed ones
 *     count as one
 */
public record CountOptions(
    boolean eventClock,
    List<Window> windows,
    List<Dimension> dimensions,
    String countries,
    Duration remember,
    int rememberMost,
    int mostKeys,
    int mostCells) {

  /** Two counts of one scope can continue from each other's saved state. */
  public CountScope scope() {
    return CountScope.of(windows, dimensions, List.of(countries.split(",")));
  }

  /** The bounds of a partition's memory. */
  EntryHeader.MemoryBounds bounds() {
    return new EntryHeader.MemoryBounds(remember.toMillis(), rememberMost, mostKeys);
  }

  /** The windows that end; all of them but {@code all}. */
  public List<Window> finiteWindows() {
    return windows.stream().filter(window -> !window.isAll()).toList();
  }
}
