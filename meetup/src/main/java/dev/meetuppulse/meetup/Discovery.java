package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.meetup.EventFacts.Defect;
import java.util.Optional;

/** Collects the events that a search finds, and reports which ones are left out. For one thread. */
final class Discovery {
  private static final int MAX_EVENTS = 100_000;

  private final RsvpLedger ledger;
  private final RsvpReader reader;
  private final Notices notices;
  private final UndescribedEvents undescribed = new UndescribedEvents();

  Discovery(RsvpLedger ledger, RsvpReader reader, Notices notices) {
    this.ledger = ledger;
    this.reader = reader;
    this.notices = notices;
  }

  /** The events that must first be fetched by id. */
  UndescribedEvents undescribed() {
    return undescribed;
  }

  /**
   * Takes in a {@code node} of a list of events, with or without its facts and its newest RSVPs.
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
      look(known.get().facts().at(node), node, now);
    } else if (ledger.events().size() < MAX_EVENTS) {
      undescribed.add(token, node.path("id").asText(), now);
    }
  }

  /** An event may be listed after it was forgotten. */
  private static boolean isLongPast(JsonNode node, long now) {
    long end = EventFacts.end(node);
    return end > 0 && now > end + WatchedEvent.FORGOTTEN_AFTER;
  }

  private void found(JsonNode node, String token, Optional<WatchedEvent> known, long now) {
    Defect trouble = EventFacts.trouble(node);
    if (known.isEmpty() && trouble != Defect.NONE) {
      leaveOut(node, token, trouble, now);
    } else if (known.isEmpty() && ledger.events().size() >= MAX_EVENTS) {
      notices.sayOnce("there are more than " + MAX_EVENTS + " events; the others are left out");
    } else {
      look(trouble == Defect.NONE ? EventFacts.of(node) : known.orElseThrow().facts(), node, now);
    }
  }

  private void look(EventFacts facts, JsonNode node, long now) {
    WatchedEvent event = ledger.watch(facts, node.path("id").asText());
    event.shown(now);
    if (node.path("rsvps").isObject()) {
      reader.look(event, RsvpPage.of(node.path("rsvps")), now);
    }
  }

  private void leaveOut(JsonNode node, String token, Defect trouble, long now) {
    String group = node.path("eventUrl").asText().replaceFirst("/events/.*", "");
    if (undescribed.failed(token, now)) {
      notices.sayOnce(
          "the group "
              + group
              + (trouble == Defect.NO_GROUP ? " is hidden from this member" : " has no city")
              + "; the RSVPs of its events are left out");
    }
  }
}
