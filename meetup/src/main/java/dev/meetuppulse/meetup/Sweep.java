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

/**
 * Searches for upcoming events, page after page, and then from the start again. Its pages are
 * spread over the time that a search may take. Most searches look at the events' newest answers
 * only; now and then one asks for the events' facts too. One field that the API can't read takes
 * its whole page away, so a page that is missing is asked for again with less in it. For one
 * thread; times in ms since the epoch.
 */
final class Sweep {
  private static final int MOST_GROUPS_AT_ONCE = 20;

  /** How often a page is asked for within a search. */
  private static final int MOST_TRIES = 3;

  /** An event that is under way is no longer upcoming, but a postponed one is. */
  private static final long BACK_MILLIS = 3_600_000;

  private final MeetupOptions options;
  private final Notices notices;
  private final Deque<SweepPage> pending = new ArrayDeque<>();
  private List<SweepPage> asked = List.of();
  private boolean everAnswered;
  private boolean withFacts;
  private SearchCost last = SearchCost.NONE;
  private SearchCost current = SearchCost.NONE;
  private long began;
  private long beganBefore;
  private long factsAsked;

  /**
   * A page to ask for.
   *
   * @param after where it begins; null for the first
   * @param tries how often it will have been asked for
   */
  private record SweepPage(QueryFile file, String urlname, String after, int tries) {
    static SweepPage of(QueryFile file, String urlname, String after) {
      return new SweepPage(file, urlname, after, 1);
    }

    SweepPage again() {
      return new SweepPage(file, urlname, after, tries + 1);
    }

    boolean isOfNetwork() {
      return file == QueryFile.NETWORK;
    }

    /** A group may well be missing; a network, or what came after a page, is not. */
    boolean isWorthAnotherTry() {
      return (isOfNetwork() || after != null) && tries < MOST_TRIES;
    }

    boolean fitsTo(SweepPage other) {
      return file == other.file && tries == other.tries;
    }
  }

  Sweep(MeetupOptions options, Notices notices) {
    this.options = options;
    this.notices = notices;
  }

  /** True before the first search has ended. */
  boolean isFirst() {
    return began == 0 || !pending.isEmpty() && last.pages() == 0;
  }

  /** When the last search began; 0 before the first. */
  long began() {
    return began;
  }

  /** True if the last whole search did not show an event that was last seen then. */
  boolean hasMissed(long lastLook) {
    return lastLook < beganBefore;
  }

  /** When the next page is due. */
  long due(Pace pace) {
    boolean underWay = !pending.isEmpty() && current.pages() < last.pages();
    double share = underWay ? (double) current.pages() / last.pages() : 1;
    return began + (long) (share * pace.search());
  }

  /** The cost of a whole search, as far as it is known. */
  SearchCost cost() {
    return current.pages() > last.pages() ? current : last;
  }

  /** The next pages; begins a new search if none is under way. */
  Query next(Pace pace, long now, int mostPoints) {
    if (pending.isEmpty()) {
      begin(pace, now);
    }
    SweepPage first = pending.peek();
    SearchCost page = SearchCost.ofPage(first.isOfNetwork());
    int most = first.isOfNetwork() ? 1 : Math.max(1, Math.min(MOST_GROUPS_AT_ONCE, mostPoints));
    List<SweepPage> pages = new ArrayList<>();
    while (pages.size() < most && !pending.isEmpty() && pending.peek().fitsTo(first)) {
      pages.add(pending.poll());
    }
    asked = pages;
    current = current.plus(page, pages.size());
    return first
        .file()
        .of(
            same(first, now),
            pages.stream().map(Sweep::variables).toList(),
            withFacts ? page.factsPoints() : page.points());
  }

  private void begin(Pace pace, long now) {
    beganBefore = Math.min(began, now);
    began = now;
    last = current;
    current = SearchCost.NONE;
    withFacts = factsAsked == 0 || factsAsked > now || now - factsAsked >= pace.facts();
    factsAsked = withFacts ? now : factsAsked;
    options
        .targets()
        .networks()
        .forEach(urlname -> pending.add(SweepPage.of(QueryFile.NETWORK, urlname, null)));
    options
        .targets()
        .groups()
        .forEach(urlname -> pending.add(SweepPage.of(QueryFile.GROUP, urlname, null)));
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
      String list = page.isOfNetwork() ? "eventsSearch" : "events";
      JsonNode found = data.path(QueryFile.alias(i)).path(list);
      if (found.isObject()) {
        everAnswered = true;
        found.path("edges").forEach(edge -> events.accept(edge.path("node")));
        addNext(page, found.path("pageInfo"));
      } else if (page.isWorthAnotherTry()) {
        pending.addFirst(page.again());
      } else {
        missing(page);
      }
    }
  }

  private void addNext(SweepPage page, JsonNode info) {
    String after = info.path("endCursor").asText(null);
    if (info.path("hasNextPage").asBoolean() && after != null && !after.equals(page.after())) {
      pending.add(SweepPage.of(page.file(), page.urlname(), after));
    }
  }

  private void missing(SweepPage page) {
    if (page.isOfNetwork() && !everAnswered) {
      throw new FeedException(
          "there is no Pro network '"
              + page.urlname()
              + "' for this member; check its urlname, and that the member organizes it");
    }
    String whose = (page.isOfNetwork() ? "the network " : "the group ") + page.urlname();
    notices.sayOnce(
        page.after() == null
            ? whose
                + " is not there for this member (private, renamed or gone); it is asked for again"
            : whose + " shows only some of its events; the others are asked for again");
  }

  private Map<String, Object> same(SweepPage page, long now) {
    Map<String, Object> same = new LinkedHashMap<>();
    same.put("first", page.isOfNetwork() ? SearchCost.NETWORK_ROWS : SearchCost.GROUP_ROWS);
    same.put("rows", withFacts ? SearchCost.ANSWERS_WITH_FACTS : SearchCost.ANSWERS);
    same.put("answers", page.tries() == 1);
    same.put("facts", withFacts && page.tries() < MOST_TRIES);
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
