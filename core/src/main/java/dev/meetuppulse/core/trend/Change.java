package dev.meetuppulse.core.trend;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Dimension;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Something began to rise.
 *
 * @param at when it was noticed, ms since the epoch
 * @param dimension what it is
 * @param key which one
 * @param place the city that at least half of it comes from, or null
 * @param trend as it was noticed
 * @param alongside labels of what began to rise with it
 */
public record Change(
    long at, Dimension dimension, Key key, String place, Trend trend, List<String> alongside)
    implements Serializable {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  public Change {
    alongside = List.copyOf(alongside);
  }

  /** Such as "14:02 Board Games is trending in Austin, TX: 12 RSVPs, usually 3, since 13:50". */
  public String sentence(ZoneId zone) {
    String where = place == null ? "" : " in " + place;
    return "%s %s%s: %s RSVPs, usually %s, since %s"
        .formatted(
            clock(at, zone),
            subject(),
            where,
            trend.now(),
            Trend.usual(trend.expected()),
            clock(trend.since(), zone));
  }

  private String subject() {
    return switch (alongside.size()) {
      case 0 -> key.label() + " is trending";
      case 1 -> key.label() + " and " + alongside.get(0) + " are trending";
      default -> key.label() + " and " + alongside.size() + " more are trending";
    };
  }

  private static String clock(long time, ZoneId zone) {
    return CLOCK.format(Instant.ofEpochMilli(time).atZone(zone));
  }
}
