package dev.meetuppulse.core.board;

import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the rules say, written down as plainly as can be: keep every RSVP, add up when asked. */
public final class NaiveCount {
  private final Map<Long, Rsvp> counting = new HashMap<>();
  private final Map<Reason, Long> invalid = new EnumMap<>(Reason.class);
  private long filtered;
  private long fresh;
  private long duplicate;
  private long stale;
  private long changed;
  public long clock;

  public void add(Outcome outcome) {
    if (outcome instanceof Outcome.Invalid bad) {
      invalid.merge(bad.reason(), 1L, Long::sum);
    } else if (outcome instanceof Outcome.Filtered other) {
      clock = Math.max(clock, other.mtime());
      filtered++;
    } else if (outcome instanceof Rsvp r) {
      clock = Math.max(clock, r.mtime());
      Rsvp s = counting.get(r.id());
      if (s == null) {
        fresh++;
        counting.put(r.id(), r);
      } else if (java.util.Objects.equals(r.response(), s.response()) && r.guests() == s.guests()) {
        duplicate++;
      } else if (r.mtime() <= s.mtime() || r.mtime() % 1000 == 0 && r.mtime() - s.mtime() <= 500) {
        stale++;
      } else {
        changed++;
        counting.put(r.id(), r);
      }
    }
  }

  public Tally tally() {
    return new Tally(filtered, fresh, duplicate, stale, changed, 0, 0, invalid);
  }

  public List<Row> rows(Dimension dimension, Window window, long clockNow, int top) {
    Map<String, long[]> counts = new HashMap<>();
    for (Rsvp rsvp : counting.values()) {
      if (!window.isAll()) {
        long age =
            Math.floorDiv(clockNow, window.bucketMillis())
                - Math.floorDiv(rsvp.mtime(), window.bucketMillis());
        if (age < 0 || age >= window.buckets()) {
          continue;
        }
      }
      for (Key key : keys(dimension, rsvp)) {
        long[] c = counts.computeIfAbsent(key.name(), k -> new long[4]);
        boolean yes = "yes".equals(rsvp.response());
        c[0]++;
        c[1] += yes ? 1 : 0;
        c[2] += "no".equals(rsvp.response()) ? 1 : 0;
        c[3] += yes ? 1 + rsvp.guests() : 0;
      }
    }
    List<Row> rows = new ArrayList<>();
    counts.forEach((key, c) -> rows.add(new Row(key, "", c[0], c[1], c[2], c[3])));
    rows.sort(
        Comparator.comparingLong(Row::rsvps)
            .reversed()
            .thenComparing(
                row -> row.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
    return rows.subList(0, Math.min(top, rows.size()));
  }

  private static List<Key> keys(Dimension dimension, Rsvp rsvp) {
    return switch (dimension) {
      case CITIES -> List.of(rsvp.facets().city());
      case TOPICS -> rsvp.facets().topics();
      case STATES -> rsvp.facets().state() == null ? List.of() : List.of(rsvp.facets().state());
      case GROUPS -> rsvp.facets().group() == null ? List.of() : List.of(rsvp.facets().group());
      case EVENTS -> rsvp.event() == null ? List.of() : List.of(rsvp.event());
    };
  }
}
