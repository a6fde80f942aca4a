package dev.meetuppulse.simulator.meetup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An event with its RSVPs. */
record ApiEvent(String token, ApiGroup group, EventPlan plan, List<ApiRsvp> rsvps) {
  private static final Comparator<ApiRsvp.RsvpState> NEWEST_FIRST =
      Comparator.comparingLong(ApiRsvp.RsvpState::updated)
          .thenComparingLong(ApiRsvp.RsvpState::id)
          .reversed();

  /**
   * The facts of an event that do not change.
   *
   * @param start when it takes place, ms since the epoch
   * @param created when it was announced, ms since the epoch
   * @param online whether it has no place
   * @param ownTopics whether it has topics in addition to its group's
   * @param networkEvent id that its siblings in other groups share, or null
   * @param series whose instance it is, or null
   */
  record EventPlan(
      String title,
      long start,
      long created,
      boolean online,
      boolean ownTopics,
      String networkEvent,
      ApiSeries series) {}

  ApiEvent(String token, ApiGroup group, EventPlan plan) {
    this(token, group, plan, new ArrayList<>());
  }

  /** The id by which {@code event(id:)} finds it at a time. */
  String id(long now) {
    return plan.series() == null ? token : plan.series().idOf(this, now);
  }

  boolean isUpcoming(long now) {
    return now < plan.start();
  }

  String status(long now) {
    return isUpcoming(now) ? "ACTIVE" : "PAST";
  }

  String url() {
    return "https://www.meetup.com/" + group.profile().urlname() + "/events/" + token + "/";
  }

  /** The visible rows of its RSVPs, last changed first. */
  List<ApiRsvp.RsvpState> visibleRows(long now) {
    return rsvps.stream()
        .filter(rsvp -> rsvp.isVisible(now))
        .map(rsvp -> rsvp.row(now, plan.start()))
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** All of its RSVPs, also those whose row is missing for a while. */
  List<ApiRsvp.RsvpState> allRows(long now) {
    return rsvps.stream().map(rsvp -> rsvp.row(now, plan.start())).toList();
  }
}
