package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.meetup.EventFacts.Defect;
import java.util.Map;
import java.util.Optional;

/** Collects the events that a search finds, and reports which ones are left out. For one thread. */
final class Discovery {
  private static final int MOST_EVENTS = 100_000;

  private final Ledger ledger;
  private final AnswerReader reader;
  private final Notices notices;
  private final Strangers strangers = new Strangers();

  Discovery(Ledger ledger, AnswerReader reader, Notices notices) {
    this.ledger = ledger;
    this.reader = reader;
    this.notices = notices;
  }

  /** Events to ask for by id, at most that many: tokens with their ids. Each is returned once. */
  Map<String, String> strangers(int most) {
    return strangers.take(most);
  }

  /** How urgent it is to ask for strangers, as a {@link Task} is; 0 if there are none. */
  double urgency(long now) {
    return strangers.urgency(now);
  }

  /** There was nothing at a stranger's id. */
  void notFound(String token, long now) {
    strangers.failed(token, now);
  }

  /** A query for a stranger alone was not answered. */
  void notAnswered(String token, long now) {
    // It need not be asked for twice at once: all that asked for it went without an answer.
    strangers.failed(token, now);
    strangers.failed(token, now);
  }

  /**
   * Takes in a {@code node} of a list of events, with or without its facts and its newest answers.
   */
  void found(JsonNode node, long now) {
    String token = node.path("token").asText("");
    Optional<WatchedEvent> known = ledger.event(token);
    if (token.isEmpty() || known.isEmpty() && isLongPast(node, now)) {
      return;
    }
    if (node.has("group")) {
      found(node, token, known, now);
    } else if (known.isPresent()) {
      look(known.get().facts().at(RsvpRow.time(node.path("dateTime"))), node, now);
    } else if (ledger.events().size() < MOST_EVENTS) {
      strangers.met(token, node.path("id").asText(), now);
    }
  }

  /** An event of several days may be listed long after it was forgotten. */
  private static boolean isLongPast(JsonNode node, long now) {
    long start = RsvpRow.time(node.path("dateTime"));
    return start > 0 && now > start + WatchedEvent.FORGOTTEN_AFTER;
  }

  private void found(JsonNode node, String token, Optional<WatchedEvent> known, long now) {
    Defect trouble = EventFacts.trouble(node);
    if (known.isEmpty() && trouble != Defect.NONE) {
      leaveOut(node, token, trouble, now);
    } else if (known.isEmpty() && ledger.events().size() >= MOST_EVENTS) {
      notices.sayOnce("there are more than " + MOST_EVENTS + " events; the others are left out");
    } else {
      look(trouble == Defect.NONE ? EventFacts.of(node) : known.orElseThrow().facts(), node, now);
    }
  }

  private void look(EventFacts facts, JsonNode node, long now) {
    WatchedEvent event = ledger.watch(facts, node.path("id").asText());
    if (node.path("rsvps").isObject()) {
      reader.look(event, RsvpPage.of(node.path("rsvps")), now);
    }
  }

  private void leaveOut(JsonNode node, String token, Defect trouble, long now) {
    String group = node.path("eventUrl").asText().replaceFirst("/events/.*", "");
    if (strangers.failed(token, now)) {
      notices.sayOnce(
          "the group "
              + group
              + (trouble == Defect.NO_GROUP ? " is hidden from this member" : " has no city")
              + "; the RSVPs of its events are left out");
    }
  }
}
