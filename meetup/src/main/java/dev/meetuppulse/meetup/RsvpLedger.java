package dev.meetuppulse.meetup;

import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The events that are watched and the answers that are known, in memory and in the file. What is
 * new is collected until {@link #commit}: Kafka has it before the file says so.
 */
final class RsvpLedger {
  private final StateFile file;
  private final Map<String, WatchedEvent> events;
  private final Map<Long, KnownRsvp> known;
  private final Set<String> networks;
  private final Set<Long> fromFile;
  private final Map<String, Set<Long>> ofEvent = new HashMap<>();
  private Set<WatchedEvent> longPast = Set.of();
  private final List<KnownRsvp> toSend = new ArrayList<>();
  private final List<String> toSave = new ArrayList<>();

  RsvpLedger(StateFile file) {
    this.file = file;
    StateFile.Content content = file.content();
    this.events = content.events();
    this.known = content.known();
    this.networks = content.networks();
    this.fromFile = new HashSet<>(known.keySet());
    known.values().forEach(this::load);
  }

  Collection<WatchedEvent> events() {
    return events.values();
  }

  Optional<WatchedEvent> event(String token) {
    return Optional.ofNullable(events.get(token));
  }

  /** The networks that have answered, by urlname. */
  Set<String> networks() {
    return networks;
  }

  void answered(Set<String> urlnames) {
    for (String urlname : urlnames) {
      if (networks.add(urlname)) {
        toSave.add(StateLines.network(urlname));
      }
    }
  }

  int size() {
    return known.size();
  }

  KnownRsvp known(long id) {
    return known.get(id);
  }

  /** True if an answer is known from an earlier process alone, which may have sent a later one. */
  boolean isFromFile(long id) {
    return fromFile.contains(id);
  }

  /** An answer is still the one of the file: no earlier process sent a later one. */
  void seen(long id) {
    fromFile.remove(id);
  }

  WatchedEvent watch(EventFacts facts, String id) {
    WatchedEvent event = events.get(facts.token());
    if (event == null) {
      event = new WatchedEvent(facts, id, WatchedEvent.ReadProgress.NONE);
      events.put(facts.token(), event);
      toSave.add(StateLines.event(event));
    } else if (event.update(facts, id)) {
      toSave.add(StateLines.event(event));
    }
    return event;
  }

  /** The event got another id, or was read further. */
  void save(WatchedEvent event) {
    toSave.add(StateLines.progress(event));
  }

  /** An answer is new, or has changed. */
  void send(KnownRsvp rsvp) {
    toSend.add(rsvp);
    note(rsvp);
  }

  /** An answer was shown with another time. */
  void note(KnownRsvp rsvp) {
    KnownRsvp before = known.put(rsvp.row().id(), rsvp);
    fromFile.remove(rsvp.row().id());
    if (before != null) {
      count(before, -1);
    }
    index(rsvp);
    toSave.add(StateLines.known(rsvp));
  }

  /**
   * Forgets events that are long past, and were so at the call before: an answer with a wrong date
   * must not lead to forgetting them all.
   */
  void forgetPast(long now, EventSearch.SearchTimes searches) {
    Set<WatchedEvent> past =
        events.values().stream()
            .filter(event -> event.isForgettable(now, searches))
            .collect(Collectors.toSet());
    past.stream().filter(longPast::contains).forEach(this::forget);
    longPast = past;
  }

  void forget(WatchedEvent event) {
    events.remove(event.token());
    Set<Long> ids = ofEvent.remove(event.token());
    if (ids != null) {
      ids.forEach(known::remove);
      ids.forEach(fromFile::remove);
    }
    toSave.add(StateLines.forgotten(event));
  }

  /**
   * Sends what is new, waits until Kafka has it, and only then saves.
   *
   * @return how many records were sent
   */
  int commit(LineSink sink) throws InterruptedException {
    int sent = toSend.size();
    for (KnownRsvp rsvp : toSend) {
      sink.accept(rsvp.record(events.get(rsvp.token()).facts()));
    }
    if (sent > 0) {
      sink.flush();
    }
    file.append(toSave);
    toSend.clear();
    toSave.clear();
    file.compactIfLong();
    return sent;
  }

  private void load(KnownRsvp rsvp) {
    index(rsvp);
    event(rsvp.token()).ifPresent(event -> event.gave(rsvp.row().updated()));
  }

  private void index(KnownRsvp rsvp) {
    ofEvent.computeIfAbsent(rsvp.token(), token -> new HashSet<>()).add(rsvp.row().id());
    count(rsvp, 1);
  }

  private void count(KnownRsvp rsvp, int n) {
    WatchedEvent event = events.get(rsvp.token());
    if (event != null) {
      ResponseCounts counts = event.known();
      event.know(counts.plus(rsvp.row().response(), n));
    }
  }
}
