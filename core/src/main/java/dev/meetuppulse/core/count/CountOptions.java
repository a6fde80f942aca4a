package dev.meetuppulse.core.count;

import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.List;

/**
 * How to count.
 *
 * @param eventClock true if windows end with the largest {@code mtime} seen, false for the wall
 *     clock
 * @param windows to count in
 * @param dimensions to count on
 * @param countries that count, as the filter was told; a count of other countries is another count
 * @param remember how long an RSVP is remembered after it was last seen, in stream time
 * @param rememberMost RSVPs remembered in a partition at most
 */
public record CountOptions(
    boolean eventClock,
    List<Window> windows,
    List<Dimension> dimensions,
    String countries,
    Duration remember,
    int rememberMost) {

  /** Two counts of one fingerprint can go on from each other's saved state. */
  public String fingerprint() {
    return "windows "
        + windows.stream().map(Window::toString).toList()
        + ", dimensions "
        + dimensions
        + ", countries "
        + countries;
  }

  /** The windows that end; all of them but {@code all}. */
  public List<Window> finiteWindows() {
    return windows.stream().filter(window -> !window.isAll()).toList();
  }
}
