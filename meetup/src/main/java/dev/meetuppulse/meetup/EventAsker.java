package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.meetup.Task.TaskKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Asks for events by their ids, several in one query, and processes the responses. */
final class EventAsker {
  /** No list of one event's RSVPs costs less. */
  private static final int LOOK_ROWS = 3;

  private static final int FIND_ROWS = 40;

  /** How often a query is tried before each of its events is requested separately. */
  static final int TRIES = 2;

  private static final long FIND_AROUND = TimeUnit.DAYS.toMillis(3);

  private final MeetupApi api;
  private final RsvpLedger ledger;
  private final RsvpReader reader;
  private final ServerClock clock;
  private final Notices notices;

  EventAsker(
      MeetupApi api, RsvpLedger ledger, RsvpReader reader, ServerClock clock, Notices notices) {
    this.api = api;
    this.ledger = ledger;
    this.reader = reader;
    this.clock = clock;
    this.notices = notices;
  }

  void look(List<WatchedEvent> events) throws InterruptedException {
    List<Map<String, Object>> items = items(events.stream().map(WatchedEvent::id));
    Query query = QueryFile.LOOK.of(Map.of("rows", LOOK_ROWS), items, TaskKind.LOOK.points());
    ask(
        TaskKind.LOOK,
        query,
        events,
        (event, page) -> reader.look(event, page, clock.now()),
        event -> event.loseId(clock.now()));
  }

  void fetch(Map<String, String> undescribed, Discovery discovery) throws InterruptedException {
    List<Map<String, Object>> items = items(undescribed.values().stream());
    Query query = QueryFile.MEET.of(Map.of("rows", LOOK_ROWS), items, TaskKind.LOOK.points());
    try {
      JsonNode data = api.ask(query, undescribed.size() > 1 ? TRIES : 1);
      discovery.undescribed().answered(undescribed);
      int i = 0;
      for (String token : undescribed.keySet()) {
        JsonNode node = data.path(QueryFile.alias(i++));
        if (node.path("token").asText().equals(token)) {
          discovery.found(node, clock.now());
        } else {
          discovery.undescribed().failed(token, clock.now());
        }
      }
    } catch (UnansweredException e) {
      discovery.undescribed().notAnswered(undescribed, clock.now(), api.lastResponse());
    }
  }

  void read(List<WatchedEvent> events) throws InterruptedException {
    List<Map<String, Object>> items = new ArrayList<>();
    for (WatchedEvent event : events) {
      Map<String, Object> item = new HashMap<>();
      item.put("id", event.id());
      item.put("first", event.rows());
      item.put("after", event.reading(clock.now()).after());
      items.add(item);
    }
    Query query = QueryFile.RSVPS.of(Map.of(), items, TaskKind.READ.points());
    ask(
        TaskKind.READ,
        query,
        events,
        (event, page) -> reader.read(event, page, clock.now()),
        event -> event.failRead(clock.now()));
  }

  /** Looks up the ids of events that lost theirs, among the events of their groups. */
  void find(List<WatchedEvent> events) throws InterruptedException {
    List<Map<String, Object>> items = new ArrayList<>();
    for (WatchedEvent event : events) {
      long start = event.facts().start() == 0 ? clock.now() : event.facts().start();
      items.add(
          Map.of(
              "urlname", event.facts().groupUrlname(),
              "from", EventSearch.time(start - FIND_AROUND),
              "to", EventSearch.time(start + FIND_AROUND)));
    }
    Query query = QueryFile.FIND.of(Map.of("first", FIND_ROWS), items, TaskKind.FIND.points());
    List<JsonNode> nodes = ask(TaskKind.FIND, query, events);
    for (int i = 0; i < nodes.size(); i++) {
      WatchedEvent event = events.get(i);
      Optional<String> id = id(event, nodes.get(i).path("events").path("edges"));
      id.ifPresentOrElse(event::hasId, () -> event.lostId().fail(clock.now()));
      ledger.enqueueProgress(event);
    }
  }

  private static List<Map<String, Object>> items(Stream<String> ids) {
    return ids.map(id -> Map.<String, Object>of("id", id)).toList();
  }

  /**
   * Requests a page of RSVPs of each event.
   *
   * @param lost receives an event whose id leads to another one of the series, or to none
   */
  private void ask(
      TaskKind kind,
      Query query,
      List<WatchedEvent> events,
      BiConsumer<WatchedEvent, RsvpPage> found,
      Consumer<WatchedEvent> lost)
      throws InterruptedException {
    List<JsonNode> nodes = ask(kind, query, events);
    for (int i = 0; i < nodes.size(); i++) {
      JsonNode node = nodes.get(i);
      WatchedEvent event = events.get(i);
      if (node.path("token").asText().equals(event.token())) {
        found.accept(event, RsvpPage.of(node.path("rsvps")));
        found(event, node);
      } else {
        lost.accept(event);
      }
    }
  }

  /**
   * Asks about events.
   *
   * @return a node for each; empty if there was no response
   */
  private List<JsonNode> ask(TaskKind kind, Query query, List<WatchedEvent> events)
      throws InterruptedException {
    boolean suspect = events.get(0).unanswered(kind).isSuspect();
    try {
      JsonNode data = api.ask(query, suspect ? 1 : TRIES);
      events.forEach(event -> event.unanswered(kind).worked());
      return IntStream.range(0, events.size())
          .mapToObj(i -> data.path(QueryFile.alias(i)))
          .toList();
    } catch (UnansweredException e) {
      events.forEach(event -> event.unanswered(kind).failed(clock.now(), api.lastResponse()));
      if (events.get(0).unanswered(kind).isAlone()) {
        WatchedEvent alone = events.get(0);
        String url = alone.facts().event().path("event_url").asText(alone.token());
        notices.sayOnce(
            ("Meetup does not answer when asked for %s of the event %s (%s);"
                    + " it is polled less and less often")
                .formatted(subject(kind), url, e.getMessage()));
      }
      return List.of();
    }
  }

  private static String subject(TaskKind kind) {
    return switch (kind) {
      case READ -> "the RSVPs";
      case FIND -> "the id";
      default -> "the counts";
    };
  }

  private static Optional<String> id(WatchedEvent event, JsonNode edges) {
    for (JsonNode edge : edges) {
      if (edge.path("node").path("token").asText().equals(event.token())) {
        return Optional.of(edge.path("node").path("id").asText());
      }
    }
    return Optional.empty();
  }

  /** An id that leads to an event has worked once nothing is left to be read: that may fail yet. */
  private void found(WatchedEvent event, JsonNode node) {
    if (!event.isReadDue(clock.now())) {
      event.lostId().worked();
    }
    ledger.watch(event.facts().at(node), event.id());
  }
}
