package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.feed.EnvironmentProxies;
import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.feed.Source;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The RSVPs of networks and groups on Meetup, as records of the contract. */
public final class MeetupSource implements Source {
  private static final long IDLE_MILLIS = 500;
  private static final long PLANNED_EVERY = 30_000;

  private final MeetupOptions options;
  private final Notices notices;
  private final ServerClock clock;
  private final PointBudget budget;
  private final MeetupApi api;
  private final EventSearch search;
  private final Schedule schedule;
  private final ClockSkew skew;
  private final RsvpAges ages = new RsvpAges();
  private Pace pace;
  private long planned;
  private volatile String status = "";

  /**
   * @param proxies on the way to Meetup
   * @param notices receives a line about each problem
   * @throws dev.meetuppulse.feed.FeedException if the settings name no usable key, or the
   *     environment no usable proxy
   */
  public MeetupSource(MeetupOptions options, EnvironmentProxies proxies, Consumer<String> notices) {
    this.options = options;
    this.notices = new Notices(notices);
    this.clock = new ServerClock(options.speed(), System::nanoTime, System.currentTimeMillis());
    this.budget = new PointBudget(options.points());
    this.api = new MeetupApi(options, proxies, clock, budget, this.notices);
    this.search = new EventSearch(options, clock::ticks, this.notices);
    this.schedule = new Schedule(budget.largestQuery());
    this.skew = new ClockSkew(this.notices);
    this.pace = Pace.of(options.every(), new Pace.PollLoad(0, 0, 0, 0), options.points());
  }

  @Override
  public void run(LineSink sink) throws InterruptedException {
    options.shortMemory().ifPresent(notices::say);
    try (StateFile file = StateFile.open(options, sink.placeId(), notices);
        PointFile points =
            PointFile.open(
                options.pointFile(),
                options.stateFile(),
                System::currentTimeMillis,
                Http.longestResponse(clock),
                notices)) {
      budget.resume(points, clock.ticks(), options.speed());
      api.connect();
      RsvpLedger ledger = new RsvpLedger(file);
      search.resume(ledger.networks());
      RsvpReader reader = new RsvpReader(ledger, ages);
      Discovery discovery = new Discovery(ledger, reader, notices);
      EventAsker asker = new EventAsker(api, ledger, reader, clock, notices);
      while (!clock.isClosed()) {
        plan(ledger);
        Optional<Task> task = schedule.next(ledger.events(), search, pace, clock.now());
        if (discovery.undescribed().urgency(clock.now()) > task.map(Task::urgency).orElse(0.0)) {
          asker.fetch(discovery.undescribed().take(budget.largestQuery()), discovery);
        } else if (task.isPresent()) {
          work(task.get(), asker, discovery);
          ledger.answered(search.answeredNetworks());
        } else {
          clock.sleep(IDLE_MILLIS);
        }
        ledger.commit(sink);
      }
    } catch (StoppedException e) {
      // Closed while it waited.
    }
  }

  /** The number of events, the points used, and how old RSVPs are when they are seen. */
  @Override
  public String status() {
    return status;
  }

  @Override
  public Map<String, Double> secondsToSee() {
    return ages.seconds();
  }

  @Override
  public void close() {
    clock.close();
    api.close();
  }

  private void work(Task task, EventAsker asker, Discovery discovery) throws InterruptedException {
    switch (task.kind()) {
      case SEARCH -> search(discovery);
      case FIND -> asker.find(task.events());
      case LOOK -> asker.look(task.events());
      case READ -> asker.read(task.events());
    }
  }

  private void search(Discovery discovery) throws InterruptedException {
    Query query = search.next(pace, clock.now(), budget.largestQuery());
    try {
      JsonNode data = api.ask(query, search.isSuspect() ? 1 : EventAsker.TRIES);
      search.answered(data, clock.now(), node -> discovery.found(node, clock.now()));
    } catch (UnansweredException e) {
      search.unanswered(clock.now(), api.lastResponse());
    }
  }

  /** Checks now and then how many events move, and forgets those that are long past. */
  private void plan(RsvpLedger ledger) {
    long now = clock.now();
    if (planned > now || now - planned >= PLANNED_EVERY) {
      planned = now;
      ledger.forgetPast(now, search.times());
      if (options.speed() == 1) {
        skew.check(now, System.currentTimeMillis());
      }
      int moving = count(ledger, WatchedEvent.Tier.MOVING, now);
      int likely = count(ledger, WatchedEvent.Tier.LIKELY, now);
      SearchCost cost = search.cost();
      Pace.PollLoad load = new Pace.PollLoad(moving, likely, cost.points(), cost.factsPoints());
      pace = Pace.of(options.every(), load, budget.limit(clock.ticks()));
    }
    status = describe(ledger, now);
  }

  private String describe(RsvpLedger ledger, long now) {
    String seen = ages.words();
    return String.format(
        Locale.ROOT,
        "%,d events, %d of %d points a minute%s",
        ledger.events().size(),
        budget.used(clock.ticks()),
        budget.limit(clock.ticks()),
        seen.isEmpty() ? "" : ", " + seen);
  }

  private int count(RsvpLedger ledger, WatchedEvent.Tier tier, long now) {
    return (int)
        ledger.events().stream()
            .filter(event -> event.isOpen(now) && search.covers(event, now))
            .filter(event -> event.tier(now) == tier)
            .count();
  }
}
