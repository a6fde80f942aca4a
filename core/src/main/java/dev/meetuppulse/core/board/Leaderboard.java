package dev.meetuppulse.core.board;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Totals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntFunction;

/**
 * Picks the first N keys: by a measure downwards, then by key upwards in the order of its UTF-8
 * bytes. One pass with a heap of N; a key is looked up only when it may be among them.
 */
public final class Leaderboard {
  private Leaderboard() {}

  /**
   * What was picked.
   *
   * @param keys distinct keys that have RSVPs
   * @param rows the first N
   */
  public record Top(long keys, List<Row> rows) {}

  private record Candidate(long measured, Key key, int number) {}

  private static final Comparator<Candidate> FIRST =
      Comparator.comparingLong(Candidate::measured)
          .reversed()
          .thenComparing(candidate -> candidate.key().name(), Leaderboard::compareUtf8);

  /**
   * The first N of some totals, by RSVPs.
   *
   * @param size keys are numbered from 0 to size - 1
   * @param keys the key of a number
   * @param n rows at most
   */
  public static Top top(Totals totals, int size, IntFunction<Key> keys, int n) {
    return top(totals, size, keys, n, Measure.RSVPS);
  }

  /** The same by another measure. */
  static Top top(Totals totals, int size, IntFunction<Key> keys, int n, Measure measure) {
    PriorityQueue<Candidate> top = new PriorityQueue<>(n + 1, FIRST.reversed());
    long distinct = 0;
    for (int number = 0; number < size; number++) {
      if (totals.rsvps(number) <= 0) {
        continue;
      }
      distinct++;
      long measured = measure.of(totals, number);
      if (top.size() < n || measured >= top.peek().measured()) {
        top.add(new Candidate(measured, keys.apply(number), number));
        if (top.size() > n) {
          top.remove();
        }
      }
    }
    List<Candidate> picked = new ArrayList<>(top);
    picked.sort(FIRST);
    List<Row> rows =
        picked.stream()
            .map(
                c ->
                    new Row(
                        c.key().name(),
                        c.key().label(),
                        totals.rsvps(c.number()),
                        totals.yes(c.number()),
                        totals.no(c.number()),
                        totals.going(c.number())))
            .toList();
    return new Top(distinct, rows);
  }

  /**
   * Compares text as its UTF-8 bytes compare, which is by code point. {@link String#compareTo} is
   * not: it puts an emoji before U+FF5E.
   */
  static int compareUtf8(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogateX = Character.isSurrogate(x);
        return surrogateX == Character.isSurrogate(y) ? x - y : surrogateX ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }
}
