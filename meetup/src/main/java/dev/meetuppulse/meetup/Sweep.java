package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.feed.FeedException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Searches for upcoming events, page after page, again and again. */
final class Sweep {
  private static final int NETWORK_ROWS = 40;
  private static final int NETWORK_POINTS = 4;
  private static final int GROUP_ROWS = 12;
  private static final int GROUP_POINTS = 1;
  private static final int MOST_GROUPS_AT_ONCE = 20;

  /** An event that is under way is no longer upcoming, but one that was put off is. */
  private static final long BACK_MILLIS = 3_600_000;

  private final MeetupOptions options;
  private final Notices notices;
  private final Deque<SweepPage> pending = new ArrayDeque<>();
  private List<SweepPage> asked = List.of();
  private boolean everAnswered;
  private int points;
  private int lastPoints;
  private long began;
  private long lastPage;

  /** A page to ask for. */
  private record SweepPage(QueryFile file, String urlname, String after) {}

  Sweep(MeetupOptions options, Notices notices) {
    this.options = options;
    this.notices = notices;
  }

  /** The points that a search for a network's events costs. */
  static int points(int events) {
    return (events + NETWORK_ROWS - 1) / NETWORK_ROWS * NETWORK_POINTS;
  }

  boolean isUnderWay() {
    return !pending.isEmpty();
  }

  /** When the last one began, ms since the epoch; 0 before the first. */
  long began() {
    return began;
  }

  /** When the last page was asked for, ms since the epoch. */
  long lastPage() {
    return lastPage;
  }

  /** The points that a whole search costs, as far as is known. */
  int wholePoints() {
    return Math.max(points, lastPoints);
  }

  /** The next pages; begins a new search if none is under way. */
  Query next(long now, int mostPoints) {
    if (pending.isEmpty()) {
      began = now;
      lastPoints = points;
      points = 0;
      options
          .targets()
          .networks()
          .forEach(urlname -> pending.add(new SweepPage(QueryFile.NETWORK, urlname, null)));
      options
          .targets()
          .groups()
          .forEach(urlname -> pending.add(new SweepPage(QueryFile.GROUP, urlname, null)));
    }
    lastPage = now;
    QueryFile file = pending.peek().file();
    boolean network = file == QueryFile.NETWORK;
    int most = network ? 1 : Math.max(1, Math.min(MOST_GROUPS_AT_ONCE, mostPoints));
    List<SweepPage> pages = new ArrayList<>();
    while (pages.size() < most && !pending.isEmpty() && pending.peek().file() == file) {
      pages.add(pending.poll());
    }
    asked = pages;
    Query query =
        file.of(
            same(now, network ? NETWORK_ROWS : GROUP_ROWS),
            pages.stream().map(Sweep::variables).toList(),
            network ? NETWORK_POINTS : GROUP_POINTS);
    points += query.points();
    return query;
  }

  /**
   * Takes in the answer.
   *
   * @param events gets each {@code node}
   * @throws FeedException if there is no such network
   */
  void answered(JsonNode data, Consumer<JsonNode> events) {
    for (int i = 0; i < asked.size(); i++) {
      SweepPage page = asked.get(i);
      boolean network = page.file() == QueryFile.NETWORK;
      JsonNode found = data.path(QueryFile.alias(i)).path(network ? "eventsSearch" : "events");
      if (found.isObject()) {
        everAnswered = true;
        found.path("edges").forEach(edge -> events.accept(edge.path("node")));
        JsonNode info = found.path("pageInfo");
        String after = info.path("endCursor").asText(null);
        if (info.path("hasNextPage").asBoolean() && after != null && !after.equals(page.after())) {
          pending.add(new SweepPage(page.file(), page.urlname(), after));
        }
      } else {
        missing(page, network);
      }
    }
  }

  private void missing(SweepPage page, boolean network) {
    if (network && !everAnswered) {
      throw new FeedException(
          "there is no Pro network '"
              + page.urlname()
              + "' for this member; check its urlname, and that the member organizes it");
    }
    notices.sayOnce(
        (network ? "the network " : "the group ")
            + page.urlname()
            + " is not there for this member (private, renamed or gone); it is asked for again");
  }

  private Map<String, Object> same(long now, int rows) {
    Map<String, Object> same = new LinkedHashMap<>();
    same.put("first", rows);
    same.put("from", time(now - BACK_MILLIS));
    same.put("to", time(now + TimeUnit.DAYS.toMillis(options.daysAhead())));
    return same;
  }

  private static Map<String, Object> variables(SweepPage page) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("urlname", page.urlname());
    variables.put("after", page.after());
    return variables;
  }

  /** A DateTime; one without a zone is refused. */
  static String time(long millis) {
    return Instant.ofEpochMilli(millis)
        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
        .toString();
  }
}
