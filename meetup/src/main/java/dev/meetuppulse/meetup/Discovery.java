package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.meetup.EventFacts.Defect;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes in the events that a search finds, and says which ones are left out. For one thread. */
final class Discovery {
  private static final int MOST_EVENTS = 100_000;

  /** In one answer alone a group may be missing that is there in the next. */
  private static final int NAMED_WHEN_SEEN = 2;

  private final Ledger ledger;
  private final AnswerReader reader;
  private final Notices notices;
  private final Map<String, Integer> timesLeftOut = new HashMap<>();

  Discovery(Ledger ledger, AnswerReader reader, Notices notices) {
    this.ledger = ledger;
    this.reader = reader;
    this.notices = notices;
  }

  /** Takes in a {@code node} of a list of events, with the newest answers that it brings. */
  void found(JsonNode node, long now) {
    String token = node.path("token").asText();
    Defect trouble = EventFacts.trouble(node);
    Optional<WatchedEvent> known = ledger.event(token);
    if (known.isEmpty() && trouble != Defect.NONE) {
      leaveOut(node, trouble);
    } else if (known.isEmpty() && ledger.events().size() >= MOST_EVENTS) {
      notices.sayOnce("there are more than " + MOST_EVENTS + " events; the others are left out");
    } else {
      EventFacts facts = trouble == Defect.NONE ? EventFacts.of(node) : known.orElseThrow().facts();
      WatchedEvent event = ledger.watch(facts, node.path("id").asText());
      reader.look(event, RsvpPage.of(node.path("rsvps")), now);
    }
  }

  private void leaveOut(JsonNode node, Defect trouble) {
    String group = node.path("eventUrl").asText().replaceFirst("/events/.*", "");
    if (timesLeftOut.size() < MOST_EVENTS
        && timesLeftOut.merge(node.path("token").asText(), 1, Integer::sum) == NAMED_WHEN_SEEN) {
      notices.sayOnce(
          "the group "
              + group
              + (trouble == Defect.NO_GROUP ? " is hidden from this member" : " has no city")
              + "; the RSVPs of its events are left out");
    }
  }
}
