package dev.meetuppulse.core.board;

import dev.meetuppulse.core.window.Dimension;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Something that comes surprisingly more often than it should, and why.
 *
 * @param dimension what it is
 * @param key which one
 * @param label what people read
 * @param score how surprising that is: the signed root of the Poisson deviance
 * @param now RSVPs since it began to rise
 * @param expected RSVPs that were to be expected since then
 * @param since when it began to rise, ms since the epoch
 * @param cities where most of those RSVPs come from
 * @param events that carry them
 * @param minutes RSVPs in each of the last minutes, the newest last
 * @param alongside labels of others of its dimension that say no more than this one, because the
 *     same events carry them
 */
public record Rising(
    Dimension dimension,
    String key,
    String label,
    double score,
    long now,
    double expected,
    long since,
    List<Row> cities,
    List<Event> events,
    List<Integer> minutes,
    List<String> alongside)
    implements Serializable {

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

  public Rising {
    cities = List.copyOf(cities);
    events = List.copyOf(events);
    minutes = List.copyOf(minutes);
    alongside = List.copyOf(alongside);
  }

  /** The key of the city that at least half of those RSVPs come from, or null. */
  public String place() {
    return cities.isEmpty() || 2 * cities.get(0).rsvps() < now ? null : cities.get(0).key();
  }

  /** How many times what was to be expected. */
  public double times() {
    return now / expected;
  }
}
