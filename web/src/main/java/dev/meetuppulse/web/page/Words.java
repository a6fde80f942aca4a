package dev.meetuppulse.web.page;

import dev.meetuppulse.core.window.Dimension;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of windows, dimensions and moments, as the scripts write them. */
final class Words {
  private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");

  private Words() {}

  /** 5m is "last 5 min", 1h is "last hour", all is "all time". */
  static String span(String window) {
    if (window.equals("all")) {
      return "all time";
    }
    String n = window.substring(0, window.length() - 1);
    boolean one = n.equals("1");
    return switch (window.charAt(window.length() - 1)) {
      case 's' -> one ? "last second" : "last " + n + " s";
      case 'm' -> one ? "last minute" : "last " + n + " min";
      case 'h' -> one ? "last hour" : "last " + n + " hours";
      default -> one ? "last day" : "last " + n + " days";
    };
  }

  /**
   * A name within a sentence: letters that run from right to left turn nothing around but
   * themselves.
   */
  static String isolated(String name) {
    return "\u2068" + name.replaceAll("[\u202a-\u202e\u2066-\u2069]", "") + "\u2069";
  }

  /** Cities. */
  static String title(Dimension dimension) {
    return dimension.id().substring(0, 1).toUpperCase(Locale.ROOT) + dimension.id().substring(1);
  }

  /** With its noun: 1 city, 2 cities. */
  static String keys(long n, String dimension) {
    return Numbers.count(n) + " " + (n == 1 ? Dimension.of(dimension).one() : dimension);
  }

  /** The time of day to the second; the browser replaces it with its own zone's. */
  static String second(long millis) {
    return SECOND.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC)) + " UTC";
  }

  /** The time of day to the minute. */
  static String minute(long millis) {
    return MINUTE.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
  }
}
