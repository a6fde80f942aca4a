package dev.meetuppulse.core.window;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sliding window: with the clock in bucket <i>c</i> it holds the buckets <i>c - buckets + 1</i>
 * to <i>c</i>.
 *
 * @param name as people say it, such as {@code 5m}
 * @param bucketMillis width of a bucket in ms; 0 for {@code all}
 * @param buckets how many buckets it spans; 0 for {@code all}
 */
public record Window(String name, long bucketMillis, int buckets) {

  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,6}[smhd]):(\\d{1,6}[smhd])");
  private static final int MAX_BUCKETS = 100_000;

  /** Every RSVP since the count began. */
  public static final Window ALL = new Window("all", 0, 0);

  /** 1m and 5m by the second, 1h and 24h by the minute, and all. */
  public static final List<Window> DEFAULTS = parseList("1m:1s,5m:1s,1h:1m,24h:1m,all");

  public boolean isAll() {
    return buckets == 0;
  }

  /** Its length, ms; 0 for {@code all}. */
  public long millis() {
    return bucketMillis * buckets;
  }

  /**
   * Windows from text such as {@code 5m:1s,all}: length, colon, bucket width.
   *
   * @throws IllegalArgumentException saying what is wrong with which part
   */
  public static List<Window> parseList(String text) {
    List<Window> windows =
        Stream.of(text.split(",", -1)).map(String::trim).map(Window::parse).toList();
    if (windows.stream().map(Window::name).distinct().count() != windows.size()) {
      throw new IllegalArgumentException("duplicate window in '" + text + "'");
    }
    return windows;
  }

  private static Window parse(String text) {
    if (text.equals("all")) {
      return ALL;
    }
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "window '" + text + "' is not LENGTH:BUCKET such as 5m:1s, nor 'all'");
    }
    long length = millis(matcher.group(1));
    long bucket = millis(matcher.group(2));
    if (bucket == 0 || length == 0 || length % bucket != 0 || length / bucket > MAX_BUCKETS) {
      throw new IllegalArgumentException(
          "window '" + text + "' must be a whole number of buckets, 1 to " + MAX_BUCKETS);
    }
    return new Window(matcher.group(1), bucket, (int) (length / bucket));
  }

  private static long millis(String duration) {
    long n = Long.parseLong(duration.substring(0, duration.length() - 1));
    return switch (duration.charAt(duration.length() - 1)) {
      case 's' -> Duration.ofSeconds(n).toMillis();
      case 'm' -> Duration.ofMinutes(n).toMillis();
      case 'h' -> Duration.ofHours(n).toMillis();
      default -> Duration.ofDays(n).toMillis();
    };
  }
}
