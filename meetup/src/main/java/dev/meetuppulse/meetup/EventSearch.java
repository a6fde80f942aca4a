package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.meetup.SearchPage.PageKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Searches for upcoming events, page after page, and then from the start again. Its pages are
 * spread over the time that a search may take. Most searches show the events' newest RSVPs only;
 * now and then one asks for the events' facts too. One field that the API can't read takes its
 * whole page away, so a page that is missing is asked for again with less in it. For one thread;
 * times in ms since the epoch.
 */
final class EventSearch {
  private static final int MAX_GROUPS_AT_ONCE = 20;

  /** An event that is under way is no longer upcoming, but a postponed one is. */
  private static final long BACK_MILLIS = 3_600_000;

  private final MeetupOptions options;
  private final LongSupplier ticks;
  private final Notices notices;
  private final Deque<SearchPage> pending = new ArrayDeque<>();
  private final UnansweredPages unanswered = new UnansweredPages();
  private List<SearchPage> asked = List.of();
  private final Set<String> answeredNetworks = new HashSet<>();
  private boolean withFacts;
  private SearchCost last = SearchCost.NONE;
  private SearchCost current = SearchCost.NONE;
  private OptionalLong firstTicks = OptionalLong.empty();
  private long beganTicks;
  private long wholeMillis;
  private long began;
  private long beganBefore;
  private long factsAsked;

  /**
   * @param ticks ms of a clock that no response corrects
   */
  EventSearch(MeetupOptions options, LongSupplier ticks, Notices notices) {
    this.options = options;
    this.ticks = ticks;
    this.notices = notices;
  }

  /**
   * How long this process has searched. Spans, since one response with a wrong date must not make
   * it a day.
   *
   * @param millis since the first search began; 0 if there was none
   * @param wholeMillis from then until the last one began that has ended; 0 if there is none
   * @param lastWhole when that one began, ms since the epoch; 0 if there is none
   */
  record SearchTimes(long millis, long wholeMillis, long lastWhole) {}

  SearchTimes times() {
    long now = ticks.getAsLong();
    return new SearchTimes(now - firstTicks.orElse(now), wholeMillis, beganBefore);
  }

  /**
   * True for an event that is to be followed: an earlier process may have had other targets, or
   * looked further ahead.
   */
  boolean covers(WatchedEvent event, long now) {
    long last = now + TimeUnit.DAYS.toMillis(options.daysAhead());
    return event.facts().start() <= last
        && (event.wasShown() || options.targets().mayHave(event.facts().groupUrlname()));
  }

  /** True before the first search has ended. */
  boolean isFirst() {
    return began == 0 || !pending.isEmpty() && last.pages() == 0;
  }

  /** These networks answered an earlier process: that one is missing is no reason to stop. */
  void resume(Set<String> networks) {
    answeredNetworks.addAll(networks);
  }

  /** The networks that have answered, to this process or an earlier one, by urlname. */
  Set<String> answeredNetworks() {
    return answeredNetworks;
  }

  /** When the last search began; 0 before the first. */
  long began() {
    return began;
  }

  /** True if searches do not show an event that was last seen then. */
  boolean hasMissed(long lastLook, long now) {
    return lastLook < beganBefore || rests(now);
  }

  /** True while no page is to be asked for. */
  boolean rests(long now) {
    return pending.isEmpty() && firstPages().allMatch(key -> unanswered.rests(key, now));
  }

  /** True if one of the pages requested last got no response before. */
  boolean isSuspect() {
    return asked.stream().anyMatch(page -> page.alone() || unanswered.isSuspect(page.key()));
  }

  /** When the next page is due. */
  long due(Pace pace) {
    boolean underWay = !pending.isEmpty() && current.pages() < last.pages();
    double share = underWay ? (double) current.pages() / last.pages() : 1;
    return began + (long) (share * pace.search());
  }

  SearchCost cost() {
    return current.pages() > last.pages() ? current : last;
  }

  /** The next pages; begins a new search if none is under way. */
  Query next(Pace pace, long now, int mostPoints) {
    if (pending.isEmpty()) {
      begin(pace, now);
    }
    SearchPage first = pending.peek();
    SearchCost page = SearchCost.ofPage(first.isOfNetwork());
    int most = first.isOfNetwork() ? 1 : Math.max(1, Math.min(MAX_GROUPS_AT_ONCE, mostPoints));
    List<SearchPage> pages = new ArrayList<>();
    do {
      pages.add(pending.poll());
    } while (pages.size() < most && !pending.isEmpty() && pending.peek().fitsTo(first));
    asked = pages;
    current = current.plus(page, pages.size());
    return first
        .key()
        .file()
        .of(
            same(first),
            pages.stream().map(EventSearch::variables).toList(),
            withFacts ? page.factsPoints() : page.points());
  }

  private void begin(Pace pace, long now) {
    long nowTicks = ticks.getAsLong();
    if (firstTicks.isEmpty()) {
      firstTicks = OptionalLong.of(nowTicks);
    } else {
      wholeMillis = beganTicks - firstTicks.getAsLong();
    }
    beganTicks = nowTicks;
    beganBefore = Math.min(began, now);
    began = now;
    last = current;
    current = SearchCost.NONE;
    withFacts = factsAsked == 0 || factsAsked > now || now - factsAsked >= pace.facts();
    factsAsked = withFacts ? now : factsAsked;
    firstPages().forEach(key -> add(key, now));
  }

  private Stream<PageKey> firstPages() {
    return Stream.concat(
        options.targets().networks().stream()
            .map(urlname -> new PageKey(QueryFile.NETWORK, urlname, null)),
        options.targets().groups().stream()
            .map(urlname -> new PageKey(QueryFile.GROUP, urlname, null)));
  }

  private void add(PageKey key, long now) {
    if (!unanswered.rests(key, now)) {
      pending.add(unanswered.page(key, now));
    }
  }

  /**
   * Notes that there was no response: pages are then requested one by one, and a single page with
   * less and less in it. A page that never gets a response rests.
   *
   * @param lastResponse when any query was last answered
   */
  void unanswered(long now, long lastResponse) {
    List<SearchPage> pages = asked;
    if (pages.size() > 1) {
      for (int i = pages.size() - 1; i >= 0; i--) {
        pending.addFirst(pages.get(i).onItsOwn());
      }
      return;
    }
    SearchPage page = pages.get(0);
    unanswered.failed(page, now, lastResponse);
    if (page.tries() < SearchPage.MAX_TRIES) {
      pending.addFirst(page.again());
    } else if (unanswered.isAlone(page.key())) {
      notices.sayOnce(
          page.key().owner()
              + ": a page of its events is not answered; it is requested less and less often");
    }
  }

  /**
   * Processes a response.
   *
   * @param events gets each {@code node}
   * @throws FeedException if there is no such network
   */
  void answered(JsonNode data, long now, Consumer<JsonNode> events) {
    for (int i = 0; i < asked.size(); i++) {
      SearchPage page = asked.get(i);
      String list = page.isOfNetwork() ? "eventsSearch" : "events";
      JsonNode found = data.path(QueryFile.alias(i)).path(list);
      if (found.isObject()) {
        if (page.isOfNetwork()) {
          answeredNetworks.add(page.key().urlname());
        }
        found.path("edges").forEach(edge -> events.accept(edge.path("node")));
        unanswered.worked(page);
        addNext(page.key(), found.path("pageInfo"), now);
      } else if (page.isWorthAnotherTry()) {
        pending.addFirst(page.again());
      } else {
        missing(page);
      }
    }
  }

  private void addNext(PageKey page, JsonNode info, long now) {
    String after = info.path("endCursor").asText(null);
    if (info.path("hasNextPage").asBoolean() && after != null && !after.equals(page.after())) {
      add(new PageKey(page.file(), page.urlname(), after), now);
    }
  }

  private void missing(SearchPage page) {
    if (page.isOfNetwork() && !answeredNetworks.contains(page.key().urlname())) {
      throw new FeedException(
          "there is no Pro network '"
              + page.key().urlname()
              + "' for this member; check its urlname, and that the member organizes it");
    }
    String whose = page.key().owner();
    notices.sayOnce(
        page.key().after() == null
            ? whose
                + " is not there for this member (private, renamed or gone); it is requested again"
            : whose + " shows only some of its events; the others are requested again");
  }

  private Map<String, Object> same(SearchPage page) {
    Map<String, Object> same = new LinkedHashMap<>();
    same.put("first", page.isOfNetwork() ? SearchCost.NETWORK_ROWS : SearchCost.GROUP_ROWS);
    same.put("rows", withFacts ? SearchCost.RSVPS_WITH_FACTS : SearchCost.RSVPS);
    same.put("answers", page.tries() == 1);
    same.put("facts", withFacts && page.tries() < SearchPage.MAX_TRIES);
    // Equal for all pages of a search: a cursor may be a position among these.
    same.put("from", time(began - BACK_MILLIS));
    same.put("to", time(began + TimeUnit.DAYS.toMillis(options.daysAhead())));
    return same;
  }

  private static Map<String, Object> variables(SearchPage page) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("urlname", page.key().urlname());
    variables.put("after", page.key().after());
    return variables;
  }

  /** A DateTime; one without a zone is refused. */
  static String time(long millis) {
    return Instant.ofEpochMilli(millis)
        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
        .toString();
  }
}
