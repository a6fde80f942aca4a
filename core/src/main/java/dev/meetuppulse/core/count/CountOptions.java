package dev.meetuppulse.core.count;

import dev.meetuppulse.core.config.Setting;
import dev.meetuppulse.core.config.Settings;
import dev.meetuppulse.core.rank.Dimension;
import dev.meetuppulse.core.rank.Window;
import java.time.Duration;
import java.util.List;

/**
 * How to count.
 *
 * @param eventClock true if windows end with the largest {@code mtime} seen, false for the wall
 *     clock
 * @param windows to count in
 * @param dimensions to count on
 * @param remember how long an RSVP is remembered after it was last seen, in stream time
 * @param rememberMost RSVPs remembered in a partition at most
 */
public record CountOptions(
    boolean eventClock,
    List<Window> windows,
    List<Dimension> dimensions,
    Duration remember,
    int rememberMost) {

  public static CountOptions of(Settings settings) {
    return new CountOptions(
        settings.text(Setting.COUNT_CLOCK).equals("event"),
        settings.windows(),
        settings.dimensions(),
        settings.duration(Setting.COUNT_REMEMBER),
        settings.integer(Setting.COUNT_REMEMBER_MOST));
  }
}
