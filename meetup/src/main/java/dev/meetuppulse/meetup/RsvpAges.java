package dev.meetuppulse.meetup;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How old the last RSVPs were when they were first seen: at moving events, and at others. RSVPs
 * from before their event was watched do not count.
 */
final class RsvpAges {
  private static final int REMEMBERED = 1_000;
  private static final double QUANTILE = 0.95;

  private final Deque<Long> ofMoving = new ArrayDeque<>();
  private final Deque<Long> ofOthers = new ArrayDeque<>();

  /**
   * Notes that an RSVP was seen for the first time.
   *
   * @param moving whether its event moved when it was given
   * @param age ms
   */
  synchronized void seen(boolean moving, long age) {
    Deque<Long> ages = moving ? ofMoving : ofOthers;
    ages.add(Math.max(0, age));
    if (ages.size() > REMEMBERED) {
      ages.remove();
    }
  }

  /** The age that 95 % did not exceed at moving events, ms; empty before the first. */
  synchronized OptionalLong moving() {
    return quantile(ofMoving);
  }

  /** The age that 95 % did not exceed at other events, ms; empty before the first. */
  synchronized OptionalLong others() {
    return quantile(ofOthers);
  }

  /** Both in seconds, by {@code moving} and {@code other}, where there are any. */
  Map<String, Double> seconds() {
    Map<String, Double> seconds = new TreeMap<>();
    moving().ifPresent(age -> seconds.put("moving", age / 1e3));
    others().ifPresent(age -> seconds.put("other", age / 1e3));
    return seconds;
  }

  /** Both in words, such as {@code 95 % seen within 31 s at moving events, 34 s at others}. */
  String words() {
    OptionalLong moving = moving();
    OptionalLong others = others();
    if (moving.isEmpty() && others.isEmpty()) {
      return "";
    }
    String atMoving = moving.isEmpty() ? "" : seconds(moving) + " at moving events";
    String atOthers =
        others.isEmpty()
            ? ""
            : seconds(others) + (moving.isEmpty() ? " at quiet events" : " at others");
    String between = moving.isEmpty() || others.isEmpty() ? "" : ", ";
    return "95 % seen within " + atMoving + between + atOthers;
  }

  private static String seconds(OptionalLong millis) {
    return String.format(Locale.ROOT, "%,d s", Math.round(millis.getAsLong() / 1e3));
  }

  private static OptionalLong quantile(Deque<Long> ages) {
    if (ages.isEmpty()) {
      return OptionalLong.empty();
    }
    long[] sorted = ages.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return OptionalLong.of(sorted[(int) Math.ceil(QUANTILE * sorted.length) - 1]);
  }
}
