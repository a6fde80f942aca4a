package dev.meetuppulse.simulator.meetup;

import dev.meetuppulse.simulator.GroupProfile;
import java.util.ArrayList;
import java.util.List;

/** A group of the network with its events. */
final class ApiGroup {
  private final GroupProfile profile;
  private final GroupKind kind;
  private final String zone;
  private final List<ApiEvent> events = new ArrayList<>();

  /** Whether its RSVPs can be counted. */
  enum GroupKind {
    USUAL,
    /** It is null wherever it is asked for. */
    PRIVATE,
    /** It says no city. */
    CITYLESS
  }

  ApiGroup(GroupProfile profile, GroupKind kind, String zone) {
    this.profile = profile;
    this.kind = kind;
    this.zone = zone;
  }

  GroupProfile profile() {
    return profile;
  }

  boolean isPrivate() {
    return kind == GroupKind.PRIVATE;
  }

  /** Null where the API does not say. */
  String city() {
    return kind == GroupKind.CITYLESS ? null : profile.place().city();
  }

  boolean isCountable() {
    return kind == GroupKind.USUAL;
  }

  /** Offset of its times from UTC, such as {@code -05:00}. */
  String zone() {
    return zone;
  }

  /** Oldest first. */
  List<ApiEvent> events() {
    return events;
  }
}
