package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.feed.Source;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
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
  private final Sweep sweep;
  private final Schedule schedule;
  private final Freshness freshness = new Freshness();
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
    this.pace = Pace.of(options.every(), new Pace.PollLoad(0, 0, 0), options.points());
  }

  @Override
  public void run(LineSink sink) throws InterruptedException {
    try (StateFile file =
        StateFile.open(options.stateFile(), options.purpose(), options.forget(), notices)) {
      Ledger ledger = new Ledger(file);
      AnswerReader reader = new AnswerReader(ledger, freshness);
      Discovery discovery = new Discovery(ledger, reader, notices);
      EventAsker asker = new EventAsker(api, ledger, reader, clock);
      api.connect();
      while (!clock.isClosed()) {
        plan(ledger);
        Optional<Task> task = schedule.next(ledger.events(), sweep, pace, clock.now());
        if (task.isEmpty()) {
          clock.sleep(IDLE_MILLIS);
        } else {
          work(task.get(), asker, discovery);
          ledger.commit(sink);
        }
      }
    } catch (StoppedException e) {
      // Closed while it waited.
    }
  }

  /** How many events there are, the points used, and how old answers are when they are seen. */
  @Override
  public String status() {
    return status;
  }

  @Override
  public void close() {
    clock.close();
    api.close();
  }

  private void work(Task task, EventAsker asker, Discovery discovery) throws InterruptedException {
    switch (task.kind()) {
      case SWEEP -> {
        JsonNode data = api.ask(sweep.next(clock.now(), budget.largestQuery()));
        sweep.answered(data, node -> discovery.found(node, clock.now()));
      }
      case FIND -> asker.find(task.events());
      case LOOK -> asker.look(task.events());
      case READ -> asker.read(task.events());
    }
  }

  /** Sees now and then how many events move, and forgets those that are long past. */
  private void plan(Ledger ledger) {
    long now = clock.now();
    if (now - planned >= PLANNED_EVERY) {
      planned = now;
      List.copyOf(ledger.events()).stream()
          .filter(event -> event.isForgettable(now))
          .forEach(ledger::forget);
      int moving = count(ledger, WatchedEvent.Tier.MOVING, now);
      int near = count(ledger, WatchedEvent.Tier.NEAR, now);
      Pace.PollLoad load = new Pace.PollLoad(moving, near, sweep.wholePoints());
      pace = Pace.of(options.every(), load, budget.limit(now));
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
