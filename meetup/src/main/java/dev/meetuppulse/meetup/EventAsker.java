package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks for events by their ids, several in one query, and processes the answers. */
final class EventAsker {
  private static final int ROWS = 40;

  /** No list of one event's answers costs less. */
  private static final int LOOK_ROWS = 3;

  private static final int FIND_ROWS = 40;
  private static final long FIND_AROUND = TimeUnit.DAYS.toMillis(3);

  private final MeetupApi api;
  private final Ledger ledger;
  private final AnswerReader reader;
  private final ServerClock clock;

  EventAsker(MeetupApi api, Ledger ledger, AnswerReader reader, ServerClock clock) {
    this.api = api;
    this.ledger = ledger;
    this.reader = reader;
    this.clock = clock;
  }

  /** Asks for the newest answers of each. */
  void look(List<WatchedEvent> events) throws InterruptedException {
    List<Map<String, Object>> items = new ArrayList<>();
    events.forEach(event -> items.add(Map.of("id", event.id())));
    JsonNode data =
        api.ask(QueryFile.LOOK.of(Map.of("rows", LOOK_ROWS), items, Task.TaskKind.LOOK.points()));
    for (int i = 0; i < events.size(); i++) {
      JsonNode node = data.path(QueryFile.alias(i));
      if (isStill(events.get(i), node)) {
        reader.look(events.get(i), RsvpPage.of(node.path("rsvps")), clock.now());
      }
    }
  }

  /** Asks what strangers are, and for their newest answers. */
  void meet(Map<String, String> strangers, Discovery discovery) throws InterruptedException {
    List<Map<String, Object>> items = new ArrayList<>();
    strangers.values().forEach(id -> items.add(Map.of("id", id)));
    JsonNode data =
        api.ask(QueryFile.MEET.of(Map.of("rows", LOOK_ROWS), items, Task.TaskKind.LOOK.points()));
    int i = 0;
    for (String token : strangers.keySet()) {
      JsonNode node = data.path(QueryFile.alias(i++));
      if (node.path("token").asText().equals(token)) {
        discovery.found(node, clock.now());
      } else {
        discovery.notFound(token, clock.now());
      }
    }
  }

  /** Asks for the next page of each one's answers. */
  void read(List<WatchedEvent> events) throws InterruptedException {
    List<Map<String, Object>> items = new ArrayList<>();
    for (WatchedEvent event : events) {
      Map<String, Object> item = new HashMap<>();
      item.put("id", event.id());
      item.put("after", event.reading(clock.now()).after());
      items.add(item);
    }
    JsonNode data =
        api.ask(QueryFile.RSVPS.of(Map.of("first", ROWS), items, Task.TaskKind.READ.points()));
    for (int i = 0; i < events.size(); i++) {
      JsonNode node = data.path(QueryFile.alias(i));
      if (isStill(events.get(i), node)) {
        reader.read(events.get(i), RsvpPage.of(node.path("rsvps")), clock.now());
      }
    }
  }

  /** Looks up the ids of events that lost theirs, among the events of their groups. */
  void find(List<WatchedEvent> events) throws InterruptedException {
    List<Map<String, Object>> items = new ArrayList<>();
    for (WatchedEvent event : events) {
      long start = event.facts().start() == 0 ? clock.now() : event.facts().start();
      items.add(
          Map.of(
              "urlname", event.facts().groupUrlname(),
              "from", Sweep.time(start - FIND_AROUND),
              "to", Sweep.time(start + FIND_AROUND)));
    }
    JsonNode data =
        api.ask(QueryFile.FIND.of(Map.of("first", FIND_ROWS), items, Task.TaskKind.FIND.points()));
    for (int i = 0; i < events.size(); i++) {
      WatchedEvent event = events.get(i);
      Optional<String> id = id(event, data.path(QueryFile.alias(i)).path("events").path("edges"));
      id.ifPresentOrElse(event::hasId, () -> event.lostId().fail(clock.now()));
      ledger.save(event);
    }
  }

  private static Optional<String> id(WatchedEvent event, JsonNode edges) {
    for (JsonNode edge : edges) {
      if (edge.path("node").path("token").asText().equals(event.token())) {
        return Optional.of(edge.path("node").path("id").asText());
      }
    }
    return Optional.empty();
  }

  /** An id may lead to another event of the series, or to none. */
  private boolean isStill(WatchedEvent event, JsonNode node) {
    boolean same = node.path("token").asText().equals(event.token());
    if (same) {
      event.lostId().worked();
      ledger.watch(event.facts().at(RsvpRow.time(node.path("dateTime"))), event.id());
    } else {
      event.loseId(clock.now());
    }
    return same;
  }
}
