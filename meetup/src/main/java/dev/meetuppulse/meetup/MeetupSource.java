package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.feed.Source;
import dev.meetuppulse.meetup.Task.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The RSVPs of networks and groups on Meetup, as records of the contract. */
public final class MeetupSource implements Source {
  private static final long IDLE_MILLIS = 500;
  private static final long PLANNED_EVERY = 30_000;
  private static final int ROWS = 40;
  private static final int FIND_ROWS = 40;
  private static final long FIND_AROUND = TimeUnit.DAYS.toMillis(3);
  private static final int MOST_EVENTS = 100_000;

  private final MeetupOptions options;
  private final Notices notices;
  private final ServerClock clock;
  private final PointBudget budget;
  private final MeetupApi api;
  private final Sweep sweep;
  private final Schedule schedule;
  private final Freshness freshness = new Freshness();
  private final Map<String, Integer> hidden = new HashMap<>();
  private Pace pace;
  private long planned;
  private volatile String status = "";

  /**
   * @param notices told in one line what is amiss
   * @throws dev.meetuppulse.feed.FeedException if the settings name no usable key
   */
  public MeetupSource(MeetupOptions options, Consumer<String> notices) {
    this.options = options;
    this.notices = new Notices(notices);
    this.clock = new ServerClock(options.speed(), System::nanoTime, System.currentTimeMillis());
    this.budget = new PointBudget(options.points());
    this.api = new MeetupApi(options, clock, budget, this.notices);
    this.sweep = new Sweep(options, this.notices);
    this.schedule = new Schedule(budget.largestQuery());
    this.pace = Pace.of(options.every(), new Pace.Load(0, 0, 0), options.points());
  }

  @Override
  public void run(LineSink sink) throws InterruptedException {
    try (Ledger ledger =
        new Ledger(
            StateFile.open(options.stateFile(), options.purpose(), options.forget(), notices))) {
      AnswerReader reader = new AnswerReader(ledger, freshness);
      while (!clock.isClosed()) {
        plan(ledger);
        Optional<Task> task = schedule.next(ledger.events(), sweep, pace, clock.now());
        if (task.isEmpty()) {
          clock.sleep(IDLE_MILLIS);
        } else {
          work(task.get(), ledger, reader);
          ledger.commit(sink);
        }
      }
    } catch (StoppedException e) {
      // Closed while it waited.
    }
  }

  /** How many events there are, how old answers are when they are seen, and the points used. */
  @Override
  public String status() {
    return status;
  }

  @Override
  public void close() {
    clock.close();
    api.close();
  }

  private void work(Task task, Ledger ledger, AnswerReader reader) throws InterruptedException {
    switch (task.kind()) {
      case SWEEP -> {
        JsonNode data = api.ask(sweep.next(clock.now(), budget.largestQuery()));
        sweep.answered(data, node -> discovered(node, ledger, reader));
      }
      case FIND -> find(task.events(), ledger);
      case LOOK -> look(task.events(), reader);
      case READ -> read(task.events(), reader);
    }
  }

  private void discovered(JsonNode node, Ledger ledger, AnswerReader reader) {
    String token = node.path("token").asText();
    EventFacts.Trouble trouble = EventFacts.trouble(node);
    Optional<WatchedEvent> known = ledger.event(token);
    if (trouble != EventFacts.Trouble.NONE && known.isEmpty()) {
      if (hidden.merge(token, 1, Integer::sum) == 2) {
        notices.sayOnce(
            "event "
                + node.path("eventUrl").asText()
                + (trouble == EventFacts.Trouble.NO_GROUP
                    ? ": its group is hidden from this member"
                    : ": its group has no city")
                + "; its RSVPs are left out");
      }
      return;
    }
    if (known.isEmpty() && ledger.events().size() >= MOST_EVENTS) {
      notices.sayOnce("there are more than " + MOST_EVENTS + " events; the others are left out");
      return;
    }
    hidden.remove(token);
    EventFacts facts =
        trouble == EventFacts.Trouble.NONE ? EventFacts.of(node) : known.get().facts();
    WatchedEvent event = ledger.watch(facts, node.path("id").asText());
    reader.look(event, RsvpPage.of(node.path("rsvps")), clock.now());
  }

  private void look(List<WatchedEvent> events, AnswerReader reader) throws InterruptedException {
    List<Map<String, Object>> items = new ArrayList<>();
    events.forEach(event -> items.add(Map.of("id", event.id())));
    JsonNode data = api.ask(QueryFile.LOOK.of(Map.of(), items, Kind.LOOK.points()));
    for (int i = 0; i < events.size(); i++) {
      JsonNode node = data.path(QueryFile.alias(i));
      if (isStill(events.get(i), node)) {
        reader.look(events.get(i), RsvpPage.of(node.path("rsvps")), clock.now());
      }
    }
  }

  private void read(List<WatchedEvent> events, AnswerReader reader) throws InterruptedException {
    List<Map<String, Object>> items = new ArrayList<>();
    for (WatchedEvent event : events) {
      Map<String, Object> item = new HashMap<>();
      item.put("id", event.id());
      item.put("after", event.reading(clock.now()).after());
      items.add(item);
    }
    JsonNode data = api.ask(QueryFile.RSVPS.of(Map.of("first", ROWS), items, Kind.READ.points()));
    for (int i = 0; i < events.size(); i++) {
      JsonNode node = data.path(QueryFile.alias(i));
      if (isStill(events.get(i), node)) {
        reader.read(events.get(i), RsvpPage.of(node.path("rsvps")), clock.now());
      }
    }
  }

  /** An id may lead to another event of the series, or to none. */
  private boolean isStill(WatchedEvent event, JsonNode node) {
    boolean same = node.path("token").asText().equals(event.token());
    if (!same) {
      event.lose(clock.now());
    }
    return same;
  }

  private void find(List<WatchedEvent> events, Ledger ledger) throws InterruptedException {
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
        api.ask(QueryFile.FIND.of(Map.of("first", FIND_ROWS), items, Kind.FIND.points()));
    for (int i = 0; i < events.size(); i++) {
      WatchedEvent event = events.get(i);
      String id = null;
      for (JsonNode edge : data.path(QueryFile.alias(i)).path("events").path("edges")) {
        if (edge.path("node").path("token").asText().equals(event.token())) {
          id = edge.path("node").path("id").asText();
        }
      }
      event.found(id, clock.now());
      ledger.save(event);
    }
  }

  /** Sees now and then how many events move, and forgets those that are long over. */
  private void plan(Ledger ledger) {
    long now = clock.now();
    if (now - planned >= PLANNED_EVERY) {
      planned = now;
      List.copyOf(ledger.events()).stream()
          .filter(event -> event.isForgettable(now))
          .forEach(ledger::forget);
      int moving = count(ledger, WatchedEvent.Tier.MOVING, now);
      int near = count(ledger, WatchedEvent.Tier.NEAR, now);
      pace =
          Pace.of(
              options.every(), new Pace.Load(moving, near, sweep.wholePoints()), budget.limit(now));
    }
    status = describe(ledger, now);
  }

  private String describe(Ledger ledger, long now) {
    OptionalLong age = freshness.ofMost();
    return String.format(
        Locale.ROOT,
        "%,d events, %d of %d points a minute%s",
        ledger.events().size(),
        budget.used(now),
        budget.limit(now),
        age.isPresent() ? ", 95 % seen within " + age.getAsLong() / 1_000 + " s" : "");
  }

  private static int count(Ledger ledger, WatchedEvent.Tier tier, long now) {
    return (int)
        ledger.events().stream()
            .filter(event -> event.isOpen(now) && event.tier(now) == tier)
            .count();
  }
}
