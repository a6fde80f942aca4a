package dev.meetuppulse.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What every record count and every board must be after a number of lines: the contract, computed
 * in the plainest way there is. It keeps the version of each RSVP that counts, and counts them all
 * anew for each board. It shares no code with the pipeline's parser and counters, so that it can
 * judge them. Not thread safe.
 *
 * <p>It remembers every RSVP it was ever shown: about 150 bytes each.
 */
public final class Truth {

  /**
   * Record counts. {@code received} is the sum of all others.
   *
   * @param fresh RSVPs first seen, called "new" everywhere else
   */
  public record Records(
      long received,
      long invalid,
      long filtered,
      long fresh,
      long duplicate,
      long stale,
      long changed) {}

  /**
   * The version of an RSVP that counts.
   *
   * @param response may be null
   * @param event its id, or null
   */
  record Version(long id, long mtime, String response, int guests, Place place, String event) {}

  /**
   * What all RSVPs of a group share.
   *
   * @param state or null
   * @param group its urlname, or null
   * @param topics distinct urlkeys
   */
  record Place(String country, String city, String state, String group, Set<String> topics) {}

  private final Set<String> countries;
  private final NaiveParser parser = new NaiveParser();
  private final Map<Place, Place> places = new HashMap<>();
  private final Map<Group, Place> placesOfGroups = new IdentityHashMap<>();
  private final Map<Long, Version> counted = new HashMap<>();
  private final Map<String, Long> invalidReasons = new TreeMap<>();

  private long received;
  private long invalid;
  private long filtered;
  private long fresh;
  private long duplicate;
  private long stale;
  private long changed;
  private long clock = Long.MIN_VALUE;

  /**
   * @param countries those that count, in lower case; empty for all
   */
  public Truth(Set<String> countries) {
    this.countries = Set.copyOf(countries);
  }

  /** Takes in a line of the simulator, without reading its text. */
  public void accept(SimulatedLine line) {
    if (line instanceof SimulatedRsvp rsvp) {
      received++;
      judge(
          new Version(
              rsvp.id(),
              rsvp.mtime(),
              rsvp.yes() ? "yes" : "no",
              rsvp.guests(),
              placesOfGroups.computeIfAbsent(rsvp.group(), Truth::place),
              rsvp.eventId()));
    } else if (line instanceof PoisonLine poison) {
      received++;
      refuse(poison.reasons().iterator().next().id());
    }
  }

  /**
   * Takes in any line.
   *
   * @param line without its newline
   * @param now the wall clock that judges what is in the future, ms since the epoch
   */
  public void accept(byte[] line, long now) {
    if (new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
      return;
    }
    received++;
    try {
      Version version = parser.parse(line, now);
      Place place = places.computeIfAbsent(version.place(), same -> same);
      judge(
          new Version(
              version.id(),
              version.mtime(),
              version.response(),
              version.guests(),
              place,
              version.event()));
    } catch (NaiveParser.BrokenRule e) {
      refuse(e.getMessage());
    }
  }

  private static Place place(Group group) {
    return new Place(
        group.country(),
        group.cityKey(),
        group.state(),
        group.urlname(),
        Set.copyOf(group.topics()));
  }

  private void refuse(String reason) {
    invalid++;
    invalidReasons.merge(reason, 1L, Long::sum);
  }

  private void judge(Version r) {
    clock = Math.max(clock, r.mtime());
    if (!countries.isEmpty() && !countries.contains(r.place().country())) {
      filtered++;
      return;
    }
    Version s = counted.get(r.id());
    if (s == null) {
      fresh++;
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

  public Records records() {
    return new Records(received, invalid, filtered, fresh, duplicate, stale, changed);
  }

  /** How often each rule was broken, by the reason's name. */
  public Map<String, Long> invalidReasons() {
    return Map.copyOf(invalidReasons);
  }

  /**
   * The event clock: the largest {@code mtime} of all valid lines; {@link Long#MIN_VALUE} before.
   */
  public long clock() {
    return clock;
  }

  /**
   * The first rows of a board.
   *
   * @param now the clock its window ends with, ms since the epoch
   * @param top how many rows at most
   */
  public List<Row> board(Dimension dimension, Window window, long now, int top) {
    Map<String, long[]> totals = totals(dimension, window, now);
    return totals.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, long[]> entry) -> -entry.getValue()[0])
                .thenComparing(
                    entry -> entry.getKey().getBytes(StandardCharsets.UTF_8),
                    Arrays::compareUnsigned))
        .limit(top)
        .map(
            entry -> {
              long[] n = entry.getValue();
              return new Row(entry.getKey(), entry.getKey(), n[0], n[1], n[2], n[3]);
            })
        .toList();
  }

  /** Distinct keys that a board has. */
  public long keys(Dimension dimension, Window window, long now) {
    return totals(dimension, window, now).size();
  }

  private Map<String, long[]> totals(Dimension dimension, Window window, long now) {
    Map<String, long[]> totals = new HashMap<>();
    for (Version version : counted.values()) {
      if (!holds(window, now, version.mtime())) {
        continue;
      }
      for (String key : keys(dimension, version)) {
        long[] n = totals.computeIfAbsent(key, unseen -> new long[4]);
        n[0]++;
        if ("yes".equals(version.response())) {
          n[1]++;
          n[3] += 1 + version.guests();
        }
        if ("no".equals(version.response())) {
          n[2]++;
        }
      }
    }
    return totals;
  }

  private static boolean holds(Window window, long now, long mtime) {
    if (window.isAll()) {
      return true;
    }
    long bucket = Math.floorDiv(mtime, window.bucketMillis());
    long current = Math.floorDiv(now, window.bucketMillis());
    return bucket > current - window.buckets() && bucket <= current;
  }

  private static Iterable<String> keys(Dimension dimension, Version version) {
    return switch (dimension) {
      case CITIES -> List.of(version.place().city());
      case TOPICS -> version.place().topics();
      case STATES -> optional(version.place().state());
      case GROUPS -> optional(version.place().group());
      case EVENTS -> optional(version.event());
    };
  }

  private static List<String> optional(String key) {
    return key == null ? List.of() : List.of(key);
  }

  /**
   * Everything at once: clock, records, reasons and boards, in the form in which {@code pulse count
   * --json} gives them.
   *
   * @param now the clock windows end with, ms since the epoch
   */
  public ObjectNode report(long now, List<Dimension> dimensions, List<Window> windows, int top) {
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("clock", now);
    report
        .putObject("records")
        .put("received", received)
        .put("invalid", invalid)
        .put("filtered", filtered)
        .put("new", fresh)
        .put("duplicate", duplicate)
        .put("stale", stale)
        .put("changed", changed);
    ObjectNode reasons = report.putObject("invalidReasons");
    invalidReasons.forEach(reasons::put);
    ObjectNode boards = report.putObject("boards");
    for (Dimension dimension : dimensions) {
      ObjectNode byWindow = boards.putObject(dimension.id());
      for (Window window : windows) {
        ArrayNode rows = byWindow.putArray(window.name());
        for (Row row : board(dimension, window, now, top)) {
          rows.addObject()
              .put("key", row.key())
              .put("rsvps", row.rsvps())
              .put("yes", row.yes())
              .put("no", row.no())
              .put("going", row.going());
        }
      }
    }
    return report;
  }
}
