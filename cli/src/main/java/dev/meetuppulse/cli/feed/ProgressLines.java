package dev.meetuppulse.cli.feed;

import dev.meetuppulse.feed.Progress;
import java.util.Locale;
import java.util.Optional;

/**
 * The progress of a running feed, for people: on a terminal a line every two seconds; in a log one
 * a minute, and one as soon as Kafka stops taking records, or takes them again. For one thread.
 */
final class ProgressLines {
  /** How often to ask for {@link #next}. */
  static final int PERIOD_SECONDS = 2;

  private static final int PERIODS_OF_A_LOG = 30;

  private final Progress sent;
  private final boolean isTerminal;
  private long periods;
  private long takenBefore;
  private long sentBefore;
  private boolean wasStuck;

  ProgressLines(Progress sent, boolean isTerminal) {
    this.sent = sent;
    this.isTerminal = isTerminal;
  }

  /**
   * The line of this period; empty if none is due.
   *
   * @param now by the clock that the progress began with, ms
   * @param taken records that Kafka has acknowledged; if as many as last time, though more had been
   *     sent by then, that is told
   * @param status of the source; may be empty
   */
  Optional<String> next(long now, long taken, String status) {
    periods++;
    // Records of this period may just be on their way.
    boolean isStuck = taken < sentBefore && taken == takenBefore;
    boolean isDue = isTerminal || isStuck != wasStuck || periods % PERIODS_OF_A_LOG == 0;
    takenBefore = taken;
    sentBefore = sent.records();
    wasStuck = isStuck;
    return isDue ? Optional.of(line(sent.snapshot(now), taken, status)) : Optional.empty();
  }

  private String line(Progress.Snapshot now, long taken, String status) {
    return String.format(
        Locale.ROOT,
        "%,d records, %.1f/s%s%s%s",
        now.records(),
        now.perSecond(),
        now.lastCity().isEmpty() ? "" : ", last from " + now.lastCity(),
        wasStuck
            ? String.format(Locale.ROOT, "; Kafka takes none, %,d wait", now.records() - taken)
            : "",
        status.isEmpty() ? "" : "; " + status);
  }
}
