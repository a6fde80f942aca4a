package dev.meetuppulse.core.board;

import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.window.Dimension;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A trending key with its score, expectation and reasons.
 *
 * @param dimension what it is
 * @param key which one
 * @param label its text for people
 * @param within the key of the city within which a topic rises, or null: everywhere
 * @param score how surprising that is: the signed root of the Poisson deviance
 * @param now RSVPs since it began to rise
 * @param expected RSVPs that were to be expected since then
 * @param since when it began to rise, ms since the epoch
 * @param cities where most of those RSVPs come from
 * @param events that carry them
 * @param minutes RSVPs in each of the last minutes, the newest last
 * @param alongside labels of what rises for the same reason: it adds nothing to this one
 */
public record RisingKey(
    Dimension dimension,
    String key,
    String label,
    String within,
    double score,
    long now,
    double expected,
    long since,
    List<Row> cities,
    List<Event> events,
    List<Integer> minutes,
    List<String> alongside)
    implements Serializable {
  private static final Duration MINUTES_UP_TO = Duration.ofHours(1);
  private static final Duration HOURS_UP_TO = Duration.ofHours(6);
  private static final Duration TODAY_UP_TO = Duration.ofHours(24);

  /**
   * An event that carries a rise.
   *
   * @param key its id
   * @param label its name
   * @param group urlname of its group, or null
   * @param rsvps since the rise began
   */
  public record Event(String key, String label, String group, long rsvps) implements Serializable {

    /** The event's address on Meetup, or null if its group is not known. */
    public String link() {
      return group == null
          ? null
          : "https://www.meetup.com/" + encoded(group) + "/events/" + encoded(key) + "/";
    }

    private static String encoded(String segment) {
      return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  public RisingKey {
    cities = List.copyOf(cities);
    events = List.copyOf(events);
    minutes = List.copyOf(minutes);
    alongside = List.copyOf(alongside);
  }

  /** The key of the city that at least half of those RSVPs come from, or null. */
  public String place() {
    return cities.isEmpty() || 2 * cities.get(0).rsvps() < now ? null : cities.get(0).key();
  }

  /**
   * The scale of the rise by its age: {@code minute} if it began less than an hour before {@code
   * clock} (ms since the epoch), {@code hour} within six hours, else {@code day}.
   */
  public String scale(long clock) {
    Duration age = age(clock);
    return age.compareTo(MINUTES_UP_TO) < 0
        ? "minute"
        : age.compareTo(HOURS_UP_TO) < 0 ? "hour" : "day";
  }

  /**
   * The rise in words, as of {@code clock}: "12 RSVPs for Board Games in Austin, TX in 14 minutes,
   * usually 3" or "5 RSVPs for AI in Austin, TX today, usually 0.8".
   */
  public String sentence(long clock) {
    String what = dimension == Dimension.CITIES ? "" : " for " + label;
    String where = dimension == Dimension.CITIES ? label : place();
    String in = where == null ? "" : " in " + where;
    return "%s RSVP%s%s%s%s, usually %s"
        .formatted(now, now == 1 ? "" : "s", what, in, when(clock), Trend.usual(expected));
  }

  private String when(long clock) {
    Duration age = age(clock);
    return switch (scale(clock)) {
      case "minute" -> " in " + plural(Math.max(1, age.toMinutes()), "minute");
      case "hour" -> " in " + plural(Math.max(1, Math.round(age.toMinutes() / 60.0)), "hour");
      default ->
          age.compareTo(TODAY_UP_TO) <= 0
              ? " today"
              : " in " + plural(Math.round(age.toHours() / 24.0), "day");
    };
  }

  private static String plural(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  private Duration age(long clock) {
    return Duration.ofMillis(Math.max(0, clock - since));
  }

  /** The ratio of the RSVPs to those that were expected. */
  public double times() {
    return now / expected;
  }
}
