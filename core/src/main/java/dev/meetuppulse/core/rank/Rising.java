package dev.meetuppulse.core.rank;

import dev.meetuppulse.core.count.Dimension;
import java.io.Serializable;
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
    List<Integer> minutes)
    implements Serializable {

  /**
   * An event that carries a rise.
   *
   * @param key its id
   * @param label its name
   * @param group urlname of its group, or null
   * @param rsvps since the rise began
   */
  public record Event(String key, String label, String group, long rsvps) implements Serializable {}

  public Rising {
    cities = List.copyOf(cities);
    events = List.copyOf(events);
    minutes = List.copyOf(minutes);
  }

  /** How many times what was to be expected. */
  public double times() {
    return now / expected;
  }
}
