package dev.meetuppulse.spouts;

import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.kafka.HaltReasons;
import dev.meetuppulse.kafka.TopicEnds;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Judges at each report whether one partition makes progress, and remembers since when it does not.
 * How long it does not is measured by {@link System#nanoTime}: a clock may be set.
 */
final class PartitionWatch {
  /** Transactions are short; one that holds records back for longer was left open. */
  private static final long OPEN_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** A save is due each second; after a crash it takes a few. */
  private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * The state of the partition as observed now.
   *
   * @param isPaused whether the topology is paused
   * @param topicHalt why Kafka does not describe the topic, or null
   * @param ends where Kafka says that the partition ends
   * @param progress how far it is read, or null if reading has not begun
   */
  record Seen(
      boolean isPaused,
      PartitionProgress.Halt topicHalt,
      TopicEnds.PartitionEnds ends,
      PartitionProgress progress) {}

  private final int partition;
  private HaltReason reason;
  private long since;
  private long stable = -1;
  private long stableSince;
  private long saved = -1;
  private long savedSince;

  PartitionWatch(int partition) {
    this.partition = partition;
  }

  /**
   * How the partition is doing.
   *
   * @param now ms since the epoch
   * @param nanos the same moment, {@link System#nanoTime}
   */
  PartitionReport report(Seen seen, long now, long nanos) {
    PartitionProgress progress = seen.progress();
    long next = progress == null ? -1 : progress.saved();
    long end = end(seen.ends().end(), progress);
    PartitionProgress.Halt halt = halt(seen, next, end, nanos);
    if (halt == null || halt.reason() != reason) {
      reason = halt == null ? null : halt.reason();
      since = now;
    }
    Start.Loss loss = progress == null ? Start.Loss.NONE : progress.loss();
    return new PartitionReport(
        partition,
        next,
        end,
        reason,
        halt == null ? "" : halt.seen(),
        halt == null ? 0 : since,
        loss.records(),
        loss.text());
  }

  /** A log that was cut back ends before the saved offset, even if more of it was read earlier. */
  private static long end(OptionalLong kafkas, PartitionProgress progress) {
    if (progress == null) {
      return kafkas.orElse(-1);
    }
    if (kafkas.isEmpty()) {
      return progress.logEnd();
    }
    return kafkas.getAsLong() < progress.saved()
        ? kafkas.getAsLong()
        : Math.max(kafkas.getAsLong(), progress.position());
  }

  private PartitionProgress.Halt halt(Seen seen, long next, long end, long nanos) {
    boolean isHeldBack = isHeldBack(seen, nanos);
    boolean isStalled = isStalled(next, end, nanos);
    if (seen.isPaused()) {
      return new PartitionProgress.Halt(HaltReason.PAUSED, "");
    }
    if (seen.topicHalt() != null) {
      return seen.topicHalt();
    }
    if (!seen.ends().hasLeader()) {
      return new PartitionProgress.Halt(HaltReason.NO_LEADER, "");
    }
    PartitionProgress.Halt reading = seen.progress() == null ? null : seen.progress().halt();
    if (reading != null && !isBatchGone(reading, seen)) {
      return reading;
    }
    if (seen.ends().error() != null) {
      return new PartitionProgress.Halt(HaltReasons.of(seen.ends().error()), "");
    }
    if (isHeldBack) {
      return new PartitionProgress.Halt(
          HaltReason.OPEN_TRANSACTION, (end - stable) + " records wait at offset " + stable);
    }
    return isStalled
        ? new PartitionProgress.Halt(
            HaltReason.STALLED,
            end > next
                ? (end - next) + " records wait at offset " + next
                : "saved up to " + next + ", but the log ends at " + end)
        : null;
  }

  /** True if the log was cut back to where a damaged batch began. */
  private static boolean isBatchGone(PartitionProgress.Halt halt, Seen seen) {
    OptionalLong end = seen.ends().end();
    return halt.reason() == HaltReason.DAMAGED_BATCH
        && end.isPresent()
        && end.getAsLong() <= seen.progress().position();
  }

  /** True if all that may be read is read, and the same open transaction holds back the rest. */
  private boolean isHeldBack(Seen seen, long nanos) {
    OptionalLong nowStable = seen.ends().stable();
    boolean isOpen =
        nowStable.isPresent()
            && seen.ends().end().isPresent()
            && nowStable.getAsLong() < seen.ends().end().getAsLong()
            && seen.progress() != null
            && seen.progress().position() >= nowStable.getAsLong();
    if (!isOpen || nowStable.getAsLong() != stable) {
      stable = isOpen ? nowStable.getAsLong() : -1;
      stableSince = nanos;
    }
    return isOpen && nanos - stableSince >= OPEN_NANOS;
  }

  private boolean isStalled(long next, long end, long nanos) {
    boolean isWaiting = next >= 0 && end >= 0 && next != end;
    if (!isWaiting || next != saved) {
      saved = isWaiting ? next : -1;
      savedSince = nanos;
    }
    return isWaiting && nanos - savedSince >= STALLED_NANOS;
  }
}
