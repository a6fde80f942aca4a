package dev.meetuppulse.topology;

import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** RSVPs as the stream sends them, some of them odd, and what they must add up to. */
final class OddRsvpLines {
  private static final String[][] CITIES = {
    {"us", "Salem", "OR"},
    {"us", "Salem", "MA"},
    {"us", "New York", "NY"},
    {"us", "San José", "CA"},
    {"de", "Köln", ""},
  };
  private static final long START = 1_700_000_000_000L;

  private record SentRsvp(long id, long mtime, String response, String[] city) {}

  private final int partitions;
  private final Random random;
  private final List<SentRsvp> current = new ArrayList<>();
  private final Map<String, Long> cities = new HashMap<>();
  private final Map<Reason, Long> invalid = new EnumMap<>(Reason.class);
  private long clock = START;
  private long filtered;
  private long newRsvps;
  private long duplicate;
  private long stale;
  private long changed;

  OddRsvpLines(int partitions, long seed) {
    this.partitions = partitions;
    this.random = new Random(seed);
  }

  Map<Integer, List<String>> next(int count) {
    Map<Integer, List<String>> byPartition = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      clock += 1 + random.nextInt(40);
      int kind = random.nextInt(10);
      int old = current.isEmpty() ? 0 : random.nextInt(current.size());
      if (kind < 6 || current.isEmpty()) {
        add(byPartition, first());
      } else if (kind == 6) {
        duplicate++;
        add(byPartition, current.get(old));
      } else if (kind == 7) {
        add(byPartition, changed(old));
      } else if (kind == 8) {
        SentRsvp now = current.get(old);
        stale++;
        add(byPartition, new SentRsvp(now.id, now.mtime - 1, other(now.response), now.city));
      } else {
        String line = random.nextBoolean() ? "{\"rsvp_id\":1" : "{\"rsvp_id\":1,\"mtime\":\"x\"}";
        invalid.merge(
            line.endsWith("1") ? Reason.MALFORMED_JSON : Reason.BAD_TYPE_MTIME, 1L, Long::sum);
        byPartition.computeIfAbsent(random.nextInt(partitions), key -> new ArrayList<>()).add(line);
      }
    }
    return byPartition;
  }

  private SentRsvp first() {
    String[] city = CITIES[random.nextInt(CITIES.length)];
    SentRsvp sent = new SentRsvp(clock * 10, clock | 1, random.nextBoolean() ? "yes" : "no", city);
    if (city[0].equals("us")) {
      newRsvps++;
      current.add(sent);
      cities.merge(city[1] + ", " + city[2], 1L, Long::sum);
    } else {
      filtered++;
    }
    return sent;
  }

  private SentRsvp changed(int index) {
    SentRsvp old = current.get(index);
    SentRsvp now =
        new SentRsvp(old.id, Math.max(clock, old.mtime + 1) | 1, other(old.response), old.city);
    changed++;
    current.set(index, now);
    return now;
  }

  private static String other(String response) {
    return response.equals("yes") ? "no" : "yes";
  }

  private void add(Map<Integer, List<String>> byPartition, SentRsvp sent) {
    String state =
        sent.city[2].isEmpty() ? "" : "\"group_state\":\"" + sent.city[2].toLowerCase() + "\",";
    byPartition
        .computeIfAbsent((int) (sent.id / 10 % partitions), key -> new ArrayList<>())
        .add(
            """
            {"member":{"name":"secret"},"rsvp_id":%s,"mtime":%s,"response":"%s",\
            "group":{"group_country":"%s",%s"group_city":"%s",\
            "group_topics":[{"urlkey":"t","topic_name":"T"}]}}"""
                .formatted(sent.id, sent.mtime, sent.response, sent.city[0], state, sent.city[1]));
  }

  /** The tally of all lines so far; nothing is late or forgotten. */
  Tally tally() {
    return new Tally(filtered, newRsvps, duplicate, stale, changed, 0, 0, invalid);
  }

  Map<String, Long> cities() {
    return Map.copyOf(cities);
  }
}
