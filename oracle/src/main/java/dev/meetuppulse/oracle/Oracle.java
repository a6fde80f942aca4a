package dev.meetuppulse.oracle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Knows every record count and every board after a number of records. It keeps the version of each
 * RSVP that counts, and counts them all again for each board. Not thread safe.
 *
 * <p>It remembers every RSVP it was ever shown: about 150 bytes each.
 */
public final class Oracle {
  private final Set<String> countries;
  private final Map<Place, Place> places = new HashMap<>();
  private final Map<Long, RsvpVersion> counted = new HashMap<>();
  private final Map<String, Long> invalidReasons = new TreeMap<>();
  private long filtered;
  private long newRsvps;
  private long duplicate;
  private long stale;
  private long changed;
  private long clock = Long.MIN_VALUE;

  /**
   * Record counts. {@code received} is the sum of all others.
   *
   * @param newRsvps RSVPs first seen, called "new" everywhere else
   */
  public record RecordCounts(
      long received,
      long invalid,
      long filtered,
      long newRsvps,
      long duplicate,
      long stale,
      long changed) {}

  /**
   * A window of a board.
   *
   * @param bucketMillis the width of a bucket; 0 for a window without end
   * @param buckets how many it holds
   */
  public record WindowSpan(long bucketMillis, long buckets) {
    /** True if the window that ends with a clock holds a time; both ms since the epoch. */
    public boolean holds(long now, long mtime) {
      if (bucketMillis == 0) {
        return true;
      }
      long bucket = Math.floorDiv(mtime, bucketMillis);
      long current = Math.floorDiv(now, bucketMillis);
      return bucket > current - buckets && bucket <= current;
    }
  }

  /** A row of a board: RSVPs that count, those with yes and with no, and people who are going. */
  public record KeyTotal(String key, long rsvps, long yes, long no, long going) {}

  /** An oracle for {@code countries}, in lower case; for all if empty. */
  public Oracle(Set<String> countries) {
    this.countries = Set.copyOf(countries);
  }

  /**
   * Counts a line, given without its newline, as of {@code now}, ms since the epoch. Ignores a
   * keep-alive.
   */
  public void accept(byte[] line, long now) {
    if (new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
      return;
    }
    RecordRules.Verdict verdict = RecordRules.judge(line, now);
    if (verdict.version() == null) {
      refuse(verdict.broken().iterator().next());
    } else {
      RsvpVersion version = verdict.version();
      accept(version.at(places.computeIfAbsent(version.place(), same -> same)));
    }
  }

  /** Takes in a record that breaks a rule. */
  public void refuse(String reason) {
    invalidReasons.merge(reason, 1L, Long::sum);
  }

  /** Takes in a valid record whose country is not wanted. */
  public void filter(long mtime) {
    clock = Math.max(clock, mtime);
    filtered++;
  }

  public void accept(RsvpVersion r) {
    if (!countries.isEmpty() && !countries.contains(r.place().country())) {
      filter(r.mtime());
      return;
    }
    clock = Math.max(clock, r.mtime());
    RsvpVersion s = counted.get(r.id());
    if (s == null) {
      newRsvps++;
      counted.put(r.id(), r);
    } else if (Objects.equals(r.response(), s.response()) && r.guests() == s.guests()) {
      duplicate++;
    } else if (r.mtime() <= s.mtime() || r.mtime() % 1000 == 0 && r.mtime() - s.mtime() <= 500) {
      stale++;
    } else {
      changed++;
      counted.put(r.id(), r);
    }
  }

  public RecordCounts counts() {
    long invalid = invalidReasons.values().stream().mapToLong(n -> n).sum();
    long received = invalid + filtered + newRsvps + duplicate + stale + changed;
    return new RecordCounts(received, invalid, filtered, newRsvps, duplicate, stale, changed);
  }

  /** Records that broke each rule, by the rule's name. */
  public Map<String, Long> invalidReasons() {
    return Map.copyOf(invalidReasons);
  }

  /** The largest {@code mtime} of all valid records; {@link Long#MIN_VALUE} before the first. */
  public long clock() {
    return clock;
  }

  /**
   * All rows of a board, the first rank first.
   *
   * @param dimension cities, topics, states, groups or events
   * @param now the clock that the window ends with, ms since the epoch
   */
  public List<KeyTotal> board(String dimension, WindowSpan window, long now) {
    Map<String, long[]> totals = new HashMap<>();
    for (RsvpVersion version : counted.values()) {
      if (window.holds(now, version.mtime())) {
        for (String key : keys(dimension, version)) {
          add(totals.computeIfAbsent(key, unseen -> new long[4]), version);
        }
      }
    }
    return totals.entrySet().stream()
        .map(entry -> total(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong((KeyTotal total) -> -total.rsvps())
                .thenComparing(
                    total -> total.key().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
        .toList();
  }

  private static void add(long[] n, RsvpVersion version) {
    n[0]++;
    if ("yes".equals(version.response())) {
      n[1]++;
      n[3] += 1 + version.guests();
    }
    if ("no".equals(version.response())) {
      n[2]++;
    }
  }

  private static KeyTotal total(String key, long[] n) {
    return new KeyTotal(key, n[0], n[1], n[2], n[3]);
  }

  private static Collection<String> keys(String dimension, RsvpVersion version) {
    Place place = version.place();
    return switch (dimension) {
      case "cities" -> List.of(place.city());
      case "topics" -> place.topics();
      case "states" -> place.state() == null ? List.of() : List.of(place.state());
      case "groups" -> place.group() == null ? List.of() : List.of(place.group().key());
      case "events" -> version.event() == null ? List.of() : List.of(version.event().key());
      default -> throw new IllegalArgumentException("no dimension " + dimension);
    };
  }
}
