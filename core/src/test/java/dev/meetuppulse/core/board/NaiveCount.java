package dev.meetuppulse.core.board;

import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.Versions;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.oracle.Oracle;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The oracle's answers for records that are parsed and filtered already. */
public final class NaiveCount {
  private final Oracle oracle = new Oracle(Set.of());
  private final Map<Reason, Long> invalid = new EnumMap<>(Reason.class);

  public void add(Outcome outcome) {
    if (outcome instanceof Outcome.Invalid bad) {
      invalid.merge(bad.reason(), 1L, Long::sum);
    } else if (outcome instanceof Outcome.Filtered other) {
      oracle.filter(other.mtime());
    } else if (outcome instanceof Rsvp rsvp) {
      oracle.accept(Versions.of(rsvp));
    }
  }

  /** The largest {@code mtime}, ms since the epoch; 0 before the first. */
  public long clock() {
    return Math.max(0, oracle.clock());
  }

  public Tally tally() {
    Oracle.RecordCounts n = oracle.counts();
    return new Tally(
        n.filtered(), n.newRsvps(), n.duplicate(), n.stale(), n.changed(), 0, 0, invalid);
  }

  public List<Row> rows(Dimension dimension, Window window, long now, int top) {
    Oracle.WindowSpan span =
        window.isAll()
            ? new Oracle.WindowSpan(0, 0)
            : new Oracle.WindowSpan(window.bucketMillis(), window.buckets());
    return oracle.board(dimension.id(), span, now).stream()
        .limit(top)
        .map(row -> new Row(row.key(), "", row.rsvps(), row.yes(), row.no(), row.going()))
        .toList();
  }
}
