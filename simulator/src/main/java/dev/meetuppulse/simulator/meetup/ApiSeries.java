package dev.meetuppulse.simulator.meetup;

import java.util.ArrayList;
import java.util.List;

/**
 * A series of events. The ids of its upcoming instances all move on by one now and then: the id
 * that was an instance's becomes that of the one before it. An event that has begun keeps its id.
 */
final class ApiSeries {
  private static final int RING = 900;
  private static final long TURNS_EVERY = 2 * 3_600_000L;

  private final long id;
  private final boolean turns;
  private final List<ApiEvent> instances = new ArrayList<>();

  ApiSeries(long id, boolean turns) {
    this.id = id;
    this.turns = turns;
  }

  long id() {
    return id;
  }

  void add(ApiEvent instance) {
    instances.add(instance);
  }

  String idOf(ApiEvent instance, long now) {
    long time = Math.min(now, instance.plan().start());
    long turn = turns ? Math.floorDiv(time + id * 1_000, TURNS_EVERY) : 0;
    return id + "" + (100 + Math.floorMod(instances.indexOf(instance) + turn, RING));
  }

  /** The instance that has an id at a time, the latest if there are several; or null. */
  ApiEvent find(String eventId, long now) {
    ApiEvent found = null;
    for (ApiEvent instance : instances) {
      if (idOf(instance, now).equals(eventId)) {
        found = instance;
      }
    }
    return found;
  }
}
