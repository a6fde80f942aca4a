package dev.meetuppulse.core.board;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.KeyStore;
import dev.meetuppulse.core.window.Totals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Picks the first N keys: by a measure downwards, then by key upwards in the order of its UTF-8
 * bytes. One pass with a heap of N; a key is looked up only when it may be among them.
 */
public final class Leaderboard {
  private Leaderboard() {}

  /** The first N rows, and the number of distinct keys that have RSVPs. */
  public record Top(long keys, List<Row> rows) {}

  private record Candidate(long measured, int number) {}

  /** The first {@code n} keys of a dictionary by a measure. */
  public static Top top(Totals totals, KeyStore keys, int n, Measure measure) {
    Comparator<Candidate> first =
        Comparator.comparingLong(Candidate::measured)
            .reversed()
            .thenComparing((a, b) -> keys.compare(a.number(), b.number()));
    PriorityQueue<Candidate> top = new PriorityQueue<>(n + 1, first.reversed());
    long distinct = 0;
    int end = Math.min(totals.keys(), keys.size());
    for (int number = 1; number < end; number++) {
      if (totals.rsvps(number) <= 0) {
        continue;
      }
      distinct++;
      long measured = measure.of(totals, number);
      if (top.size() < n) {
        top.add(new Candidate(measured, number));
      } else if (isBefore(measured, number, top.peek(), keys)) {
        top.remove();
        top.add(new Candidate(measured, number));
      }
    }
    return new Top(distinct, rows(totals, top.stream().sorted(first).toList(), keys));
  }

  private static boolean isBefore(long measured, int number, Candidate last, KeyStore keys) {
    return measured > last.measured()
        || measured == last.measured() && keys.compare(number, last.number()) < 0;
  }

  private static List<Row> rows(Totals totals, List<Candidate> picked, KeyStore keys) {
    List<Row> rows = new ArrayList<>();
    for (Candidate candidate : picked) {
      int number = candidate.number();
      Key key = keys.key(number);
      rows.add(
          new Row(
              key.name(),
              key.label(),
              totals.rsvps(number),
              totals.yes(number),
              totals.no(number),
              totals.going(number)));
    }
    return rows;
  }

  /**
   * Compares text as its UTF-8 bytes compare, which is by code point. {@link String#compareTo} is
   * not: it puts an emoji before U+FF5E.
   */
  public static int compareUtf8(String a, String b) {
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
