package dev.meetuppulse.bolts;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Timer;
import dev.meetuppulse.core.count.PartitionCounter.Saved;
import dev.meetuppulse.core.journal.Tally;
import java.util.HashMap;
import java.util.Map;
import org.apache.storm.task.TopologyContext;

/** Records that this task counted, by kind, and what saving them cost. */
final class CountMetrics {
  private final Map<Integer, Tally> lastTallies = new HashMap<>();
  private final Timer saveTime;
  private final Histogram saveBytes;
  private final Counter fresh;
  private final Counter duplicate;
  private final Counter stale;
  private final Counter changed;
  private final Counter filtered;
  private final Counter invalid;
  private final Counter late;
  private final Counter forgotten;

  CountMetrics(TopologyContext context) {
    saveTime = context.registerTimer("save-time");
    saveBytes = context.registerHistogram("save-bytes");
    fresh = context.registerCounter("records-new");
    duplicate = context.registerCounter("records-duplicate");
    stale = context.registerCounter("records-stale");
    changed = context.registerCounter("records-changed");
    filtered = context.registerCounter("records-filtered");
    invalid = context.registerCounter("records-invalid");
    late = context.registerCounter("records-late");
    forgotten = context.registerCounter("rsvps-forgotten");
  }

  /** To be closed when the save is over. */
  Timer.Context saving() {
    return saveTime.time();
  }

  /** The first save of a partition in this task tells where its counts stand, not what is new. */
  void saved(int partition, Saved saved) {
    saveBytes.update(saved.entry().length);
    Tally now = saved.tally();
    Tally last = lastTallies.put(partition, now);
    if (last == null || last.received() > now.received()) {
      return;
    }
    fresh.inc(now.fresh() - last.fresh());
    duplicate.inc(now.duplicate() - last.duplicate());
    stale.inc(now.stale() - last.stale());
    changed.inc(now.changed() - last.changed());
    filtered.inc(now.filtered() - last.filtered());
    invalid.inc(now.invalidTotal() - last.invalidTotal());
    late.inc(now.late() - last.late());
    forgotten.inc(now.forgotten() - last.forgotten());
  }
}
