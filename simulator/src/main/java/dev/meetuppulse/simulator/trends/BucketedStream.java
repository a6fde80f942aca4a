package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.simulator.Group;
import dev.meetuppulse.simulator.SimulatedRsvp;
import dev.meetuppulse.simulator.Simulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A simulated stream as the detectors are given it: distinct RSVPs by bucket of event time, each
 * passed on a moment after its bucket's end.
 */
final class BucketedStream {
  /** A bucket is closed this long after its end, for records on their way. */
  static final long SLACK_MILLIS = 1_000;

  private static final long HOUR_MILLIS = 3_600_000;

  private final KeySpace keys;
  private final Simulator simulator;
  private final long end;
  private final long width;
  private final List<Evaluation.ContenderRun> runs;

  /** Ids of this hour and the one before: an id comes again within 45 minutes, or too late. */
  private Set<Long> seen = new HashSet<>();

  private Set<Long> seenBefore = new HashSet<>();
  private final Map<Long, List<Group>> waiting = new HashMap<>();
  private long closed = PlannedStream.START;

  BucketedStream(PlannedStream stream, List<Evaluation.ContenderRun> runs) {
    this.keys = stream.keys();
    this.simulator = stream.simulator();
    this.end = stream.end();
    this.width = stream.plan().timeline().bucket().toMillis();
    this.runs = runs;
  }

  void run() {
    while (closed < end) {
      accept((SimulatedRsvp) simulator.next());
    }
  }

  private void accept(SimulatedRsvp rsvp) {
    while (closed + width + SLACK_MILLIS <= rsvp.at()) {
      close();
    }
    boolean isNew = seen.add(rsvp.id()) && !seenBefore.contains(rsvp.id());
    if (isNew && rsvp.mtime() >= closed) {
      waiting.computeIfAbsent(rsvp.mtime() / width, unseen -> new ArrayList<>()).add(rsvp.group());
    }
  }

  private void close() {
    List<Group> groups = waiting.getOrDefault(closed / width, List.of());
    waiting.remove(closed / width);
    closed += width;
    for (Group group : groups) {
      for (int key : keys.keysOf(group)) {
        runs.forEach(run -> run.add(key));
      }
    }
    runs.forEach(run -> run.close(closed, groups.size()));
    if (closed % HOUR_MILLIS == 0) {
      seenBefore = seen;
      seen = new HashSet<>();
    }
  }
}
