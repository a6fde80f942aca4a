package dev.meetuppulse.simulator.meetup;

import dev.meetuppulse.simulator.SplitMix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes events up, with the RSVPs that they have when the world begins. */
final class EventMaker {
  private static final long HOUR = 3_600_000L;
  private static final long DAY = 24 * HOUR;
  private static final long QUARTER = 900_000L;
  private static final int MAX_DAYS_AHEAD = 45;
  private static final int FIRST_HOURS = 3;
  private static final long FIRST_RSVP = 1_900_000_000L;
  private static final double SERIES = 0.35;
  private static final int SIBLINGS = 3;
  private static final String LETTERS = "bcdfghjklmnpqrstvwyz";

  private final ApiOptions options;
  private final SplitMix random;
  private final Map<Long, ApiSeries> series = new HashMap<>();
  private long events = 300_000_000L;
  private long rsvps = FIRST_RSVP;
  private int networkEvents;

  EventMaker(ApiOptions options) {
    this.options = options;
    this.random = SplitMix.of(options.seed(), 11);
  }

  /** The events that are upcoming when the world begins. */
  List<ApiEvent> first(List<ApiGroup> groups) {
    Map<ApiGroup, ApiSeries> weekly = new HashMap<>();
    List<ApiEvent> made = new ArrayList<>();
    for (int i = 0; i < options.events(); i++) {
      ApiGroup group = groups.get(i % groups.size());
      ApiSeries own =
          random.chance(SERIES) ? weekly.computeIfAbsent(group, any -> newSeries()) : null;
      long ahead =
          FIRST_HOURS * HOUR
              + (long) (random.nextDouble() * random.nextDouble() * MAX_DAYS_AHEAD * DAY);
      ApiEvent event = event(group, options.pace().start() + ahead, null, own);
      answerBefore(event);
      made.add(event);
    }
    if (options.has(ApiFault.NETWORK)) {
      made.addAll(networkEvent(groups));
      made.addAll(networkEvent(groups));
    }
    return made;
  }

  /** The event that is announced when another begins. */
  ApiEvent next(ApiEvent begun) {
    long ahead = 7 * DAY + (long) (random.nextDouble() * (MAX_DAYS_AHEAD - 8) * DAY);
    long start = begun.plan().start();
    return event(begun.group(), start + ahead, null, begun.plan().series());
  }

  ApiRsvp rsvp(SplitMix from, long at) {
    double chance = from.nextDouble();
    int guests = from.chance(0.15) ? 1 + from.nextInt(2) : 0;
    ApiRsvp.RsvpReply answer;
    if (chance < 0.15) {
      answer = new ApiRsvp.RsvpReply("NO", 0);
    } else if (chance < 0.22) {
      answer = new ApiRsvp.RsvpReply("WAITLIST", 0);
    } else if (chance < 0.24) {
      answer = new ApiRsvp.RsvpReply("YES_PENDING_PAYMENT", guests == 0 ? 0 : 1);
    } else if (chance < 0.25 && options.has(ApiFault.NULLS)) {
      answer = new ApiRsvp.RsvpReply(null, 0);
    } else {
      answer = new ApiRsvp.RsvpReply("YES", guests == 0 ? 0 : 1);
    }
    rsvps += 1 + from.nextInt(5);
    return new ApiRsvp(rsvps, answer, at);
  }

  ApiEvent findInSeries(String id, long now) {
    if (!id.matches("\\d{4,15}")) {
      return null;
    }
    ApiSeries owner = series.get(Long.parseLong(id.substring(0, id.length() - 3)));
    return owner == null ? null : owner.find(id, now);
  }

  private ApiSeries newSeries() {
    ApiSeries made = new ApiSeries(50_000 + series.size(), options.has(ApiFault.SERIES));
    series.put(made.id(), made);
    return made;
  }

  private ApiEvent event(ApiGroup group, long time, String network, ApiSeries own) {
    events += 1 + random.nextInt(9);
    boolean online = options.has(ApiFault.ONLINE) && random.chance(0.2);
    ApiEvent.EventPlan plan =
        new ApiEvent.EventPlan(
            group.profile().eventTitle(random),
            time - Math.floorMod(time, QUARTER),
            options.pace().start() - DAY,
            online,
            random.chance(0.3),
            network,
            own);
    ApiEvent event = new ApiEvent(own == null ? Long.toString(events) : letters(), group, plan);
    if (own != null) {
      own.add(event);
    }
    return event;
  }

  private List<ApiEvent> networkEvent(List<ApiGroup> groups) {
    String id = "network-" + ++networkEvents;
    long time = options.pace().start() + DAY * (2 + networkEvents);
    List<ApiEvent> siblings = new ArrayList<>();
    for (int i = 0; i < SIBLINGS; i++) {
      siblings.add(event(groups.get(random.nextInt(groups.size())), time, id, null));
    }
    return siblings;
  }

  /** Most events have a few answers, some have pages of them. */
  private void answerBefore(ApiEvent event) {
    int count = (int) (2.5 * random.nextExponential() * random.nextExponential() * 3);
    long start = options.pace().start();
    for (int i = 0; i < count; i++) {
      long ago = (long) (random.nextDouble() * random.nextDouble() * 20 * DAY) + 60_000;
      event.rsvps().add(rsvp(random, (start - ago) / 1_000 * 1_000));
    }
  }

  private String letters() {
    StringBuilder token = new StringBuilder();
    long rest = SplitMix.mix(events);
    for (int i = 0; i < 12; i++) {
      token.append(LETTERS.charAt((int) Math.floorMod(rest, 20L)));
      rest /= 20;
    }
    return token.append("cb").toString();
  }
}
