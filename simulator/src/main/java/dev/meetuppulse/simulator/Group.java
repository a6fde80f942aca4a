package dev.meetuppulse.simulator;

import java.util.List;
import java.util.Locale;

/**
 * A group of the simulated world. All it makes a line say is rendered once.
 *
 * @param country in lower case
 * @param city its city's name
 * @param state in upper case, or null
 * @param urlname its key
 * @param topics distinct topic keys, in the order a line gives them
 * @param weight how often its events are answered, relative to other groups of its region
 * @param json the value of a line's {@code group}
 * @param slots the events it has at any time; each is replaced by a new one when its time is over
 */
public record Group(
    String country,
    String city,
    String state,
    String urlname,
    List<String> topics,
    double weight,
    String json,
    List<Slot> slots) {

  /** {@code City, ST}, or {@code City, CC} without a state. */
  public String cityKey() {
    return city + ", " + (state == null ? country.toUpperCase(Locale.ROOT) : state);
  }

  /**
   * A place for one event at a time.
   *
   * @param number no other slot has it
   * @param name the event's name as JSON text
   * @param urlPrefix JSON text before the event's id in its address, with the quote
   * @param venue the value of {@code venue}, or null for none
   * @param timed whether the event has a time
   * @param lettered whether event ids have letters
   * @param lifeMillis how long an event lasts before the next replaces it
   * @param offsetMillis shifts the moment of change
   */
  public record Slot(
      int number,
      String name,
      String urlPrefix,
      String venue,
      boolean timed,
      boolean lettered,
      long lifeMillis,
      long offsetMillis) {

    /** The event that is in the slot at a time. */
    long generation(long time) {
      return Math.floorDiv(time + offsetMillis, lifeMillis);
    }

    /** When the event of that generation takes place, on a quarter of an hour, ms. */
    long eventTime(long generation) {
      long end = (generation + 1) * lifeMillis - offsetMillis;
      return end - Math.floorMod(end, 900_000L) + 3_600_000L;
    }
  }
}
