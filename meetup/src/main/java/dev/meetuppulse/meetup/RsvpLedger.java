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
 * The watched events and the known RSVPs, in memory and in the file. Changes are queued until
 * {@link #commit}, which sends records to Kafka before it writes the file.
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

  /** True if an RSVP is known only from an earlier process, which may have sent a later version. */
  boolean isFromFile(long id) {
    return fromFile.contains(id);
  }

  /** Confirms that an RSVP is still as in the file: no earlier process sent a later version. */
  void confirm(long id) {
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

  /** Queues an event's new id or read progress for the file. */
  void enqueueProgress(WatchedEvent event) {
    toSave.add(StateLines.progress(event));
  }

  /** Queues the record of a new or changed RSVP, and updates what is known. */
  void enqueue(KnownRsvp rsvp) {
    toSend.add(rsvp);
    update(rsvp);
  }

  /** Replaces what is known of an RSVP, and queues that for the file. */
  void update(KnownRsvp rsvp) {
    KnownRsvp before = known.put(rsvp.row().id(), rsvp);
    fromFile.remove(rsvp.row().id());
    if (before != null) {
      count(before, -1);
    }
    index(rsvp);
    toSave.add(StateLines.known(rsvp));
  }

  /**
   * Forgets events that are long past, and were so at the previous call: a response with a wrong
   * date must not make it forget them all.
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
