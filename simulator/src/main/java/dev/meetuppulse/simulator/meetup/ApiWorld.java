package dev.meetuppulse.simulator.meetup;

import dev.meetuppulse.simulator.SplitMix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The groups of a network, their events and what people answer: a pure function of the options and
 * the time. For one thread at a time.
 */
final class ApiWorld {
  private static final long HOUR = 3_600_000L;
  private static final double CHANGES = 0.3;
  private static final double HOT = 0.5;
  private static final double LATE_ROWS = 0.1;
  private static final int LATE_MILLIS = 20_000;

  private final ApiOptions options;
  private final List<ApiGroup> groups;
  private final EventMaker maker;
  private final SplitMix moves;
  private final Map<String, ApiGroup> byUrlname = new HashMap<>();
  private final Map<String, ApiEvent> byToken = new HashMap<>();
  private final PriorityQueue<ApiEvent> starts =
      new PriorityQueue<>(
          Comparator.comparingLong((ApiEvent event) -> event.plan().start())
              .thenComparing(ApiEvent::token));
  private final List<ApiEvent> upcoming = new ArrayList<>();
  private List<ApiEvent> hot = List.of();
  private long nextHot;
  private double nextMove;

  ApiWorld(ApiOptions options) {
    this.options = options;
    this.groups = WorldGroups.make(options);
    this.maker = new EventMaker(options);
    this.moves = SplitMix.of(options.seed(), 12);
    long start = options.pace().start();
    groups.forEach(group -> byUrlname.put(group.profile().urlname(), group));
    maker.first(groups).forEach(this::announce);
    this.nextHot = start;
    this.nextMove = start + pause();
  }

  void advance(long now) {
    while (true) {
      long start = starts.isEmpty() ? Long.MAX_VALUE : starts.peek().plan().start();
      long next = Math.min(Math.min((long) nextMove, nextHot), start);
      if (next > Math.min(now, options.pace().end())) {
        return;
      }
      if (next == start) {
        begin(starts.poll());
      } else if (next == nextHot) {
        chooseHot();
      } else {
        move((long) nextMove);
        nextMove += pause();
      }
    }
  }

  ApiGroup group(String urlname) {
    return byUrlname.get(urlname);
  }

  List<ApiGroup> groups() {
    return groups;
  }

  /** The event that an id leads to at a time, or null. */
  ApiEvent event(String id, long now) {
    ApiEvent event = byToken.get(id);
    return event != null && event.plan().series() == null ? event : maker.findInSeries(id, now);
  }

  Collection<ApiEvent> events() {
    return byToken.values();
  }

  /** Those that have not begun, the next first. */
  List<ApiEvent> upcoming(long now) {
    return upcoming.stream()
        .filter(event -> event.isUpcoming(now))
        .sorted(Comparator.comparingLong(event -> event.plan().start()))
        .toList();
  }

  private double pause() {
    return moves.nextExponential() * HOUR / options.rsvpsPerHour();
  }

  private void announce(ApiEvent event) {
    byToken.put(event.token(), event);
    upcoming.add(event);
    starts.add(event);
    event.group().events().add(event);
  }

  private void begin(ApiEvent event) {
    upcoming.remove(event);
    announce(maker.next(event));
  }

  /** A few events get half of all answers, for an hour. */
  private void chooseHot() {
    List<ApiEvent> chosen = new ArrayList<>();
    for (int i = 0; i < Math.max(2, upcoming.size() / 100); i++) {
      chosen.add(upcoming.get(moves.nextInt(upcoming.size())));
    }
    hot = chosen;
    nextHot += HOUR;
  }

  private void move(long at) {
    List<ApiEvent> from = moves.chance(HOT) ? hot : upcoming;
    ApiEvent event = from.get(moves.nextInt(from.size()));
    if (!event.isUpcoming(at)) {
      return;
    }
    long second = at - Math.floorMod(at, 1_000L);
    List<ApiRsvp> rsvps = event.rsvps();
    if (!rsvps.isEmpty() && moves.chance(CHANGES)) {
      rsvps.get(moves.nextInt(rsvps.size())).change(second);
    } else {
      ApiRsvp rsvp = maker.rsvp(moves, second);
      if (options.has(ApiFault.SHIFTS) && moves.chance(LATE_ROWS)) {
        rsvp.hideUntil(at + moves.nextInt(LATE_MILLIS));
      }
      rsvps.add(rsvp);
    }
  }
}
