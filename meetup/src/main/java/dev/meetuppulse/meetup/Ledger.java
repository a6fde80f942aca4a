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
final class Ledger {
  private final StateFile file;
  private final RecordWriter writer = new RecordWriter();
  private final Map<String, WatchedEvent> events;
  private final Map<Long, Known> known;
  private final Set<Long> fromFile;
  private final Map<String, Set<Long>> ofEvent = new HashMap<>();
  private Set<WatchedEvent> longPast = Set.of();
  private final List<Known> toSend = new ArrayList<>();
  private final List<String> toSave = new ArrayList<>();

  Ledger(StateFile file) {
    this.file = file;
    StateFile.Content content = file.content();
    this.events = content.events();
    this.known = content.known();
    this.fromFile = new HashSet<>(known.keySet());
    known.values().forEach(this::load);
  }

  Collection<WatchedEvent> events() {
    return events.values();
  }

  Optional<WatchedEvent> event(String token) {
    return Optional.ofNullable(events.get(token));
  }

  /** How many answers are known. */
  int size() {
    return known.size();
  }

  Known known(long id) {
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

  /** Adds an event that was found. */
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
  void send(Known answer) {
    toSend.add(answer);
    note(answer);
  }

  /** An answer was shown with another time. */
  void note(Known answer) {
    Known before = known.put(answer.answer().id(), answer);
    fromFile.remove(answer.answer().id());
    if (before != null) {
      count(before, -1);
    }
    index(answer);
    toSave.add(StateLines.known(answer));
  }

  /**
   * Forgets events that are long past, and were so at the call before: an answer with a wrong date
   * must not lead to forgetting them all.
   */
  void forgetPast(long now) {
    Set<WatchedEvent> past =
        events.values().stream()
            .filter(event -> event.isForgettable(now))
            .collect(Collectors.toSet());
    past.stream().filter(longPast::contains).forEach(this::forget);
    longPast = past;
  }

  /** Forgets an event and its answers. */
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
    for (Known answer : toSend) {
      sink.accept(writer.line(events.get(answer.token()).facts(), answer));
    }
    if (sent > 0) {
      sink.flush();
    }
    file.append(toSave);
    toSend.clear();
    toSave.clear();
    file.compactIfLong(events.values(), known.values());
    return sent;
  }

  private void load(Known answer) {
    index(answer);
    event(answer.token()).ifPresent(event -> event.gave(answer.answer().updated()));
  }

  private void index(Known answer) {
    ofEvent.computeIfAbsent(answer.token(), token -> new HashSet<>()).add(answer.answer().id());
    count(answer, 1);
  }

  private void count(Known answer, int n) {
    WatchedEvent event = events.get(answer.token());
    if (event != null) {
      ResponseCounts counts = event.known();
      event.know(counts.plus(answer.answer().response(), n));
    }
  }
}
