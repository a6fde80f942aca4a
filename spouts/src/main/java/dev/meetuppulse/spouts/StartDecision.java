package dev.meetuppulse.spouts;

import dev.meetuppulse.core.journal.Position;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides where to read a partition from, once Kafka and the journal have answered.
 *
 * @param wanted the partition, as its reader knows it
 * @param found their answers
 */
record StartDecision(StartLocator.Wanted wanted, LogFacts found) {
  private static final Logger LOG = LoggerFactory.getLogger(StartDecision.class);

  /**
   * An epoch that was committed up to this many records earlier is still used: these are read and
   * dropped.
   */
  private static final long MAX_RECORDS_READ_TWICE = 100_000;

  /**
   * The facts about a partition, from Kafka and the journal.
   *
   * @param saved where the saved state ends, if anything is saved
   * @param beginning of the log
   * @param end of the log
   * @param committed what the group committed to Kafka, with the leader epoch of the record before
   * @param askedAt {@link System#nanoTime}
   */
  record LogFacts(
      Optional<Position> saved,
      long beginning,
      long end,
      Optional<OffsetAndMetadata> committed,
      long askedAt) {}

  /** The start; empty if nothing is saved, and the first-poll strategy decides. */
  Optional<Start> withoutAsking() {
    if (found.saved.isPresent()) {
      return Optional.of(after(found.saved.get()));
    }
    if (wanted.earlierStart().isEmpty()) {
      return Optional.empty();
    }
    LogId log = wanted.cut().isKnown() ? wanted.log().cutBack() : wanted.log();
    return Optional.of(beginning(log, earlierStart(), Start.Loss.NONE));
  }

  private long earlierStart() {
    return Math.min(Math.max(found.beginning, wanted.earlierStart().getAsLong()), found.end);
  }

  /** The first start, where nothing is saved. */
  Start first(long from) {
    LOG.info(
        "{}: nothing saved, starting at {} of {} to {}",
        wanted.partition(),
        from,
        found.beginning,
        found.end);
    return beginning(wanted.log(), from, Start.Loss.NONE);
  }

  private Start after(Position saved) {
    LogId log = LogId.parse(saved.log());
    if (!log.topicId().equals(wanted.log().topicId())) {
      LOG.warn(
          "{}: the topic was deleted and created again; starting at its beginning, {}",
          wanted.partition(),
          found.beginning);
      return beginning(wanted.log(), found.beginning, Start.Loss.NONE);
    }
    if (wanted.log().cuts() > log.cuts()
        && wanted.earlierStart().isPresent()
        && !wanted.cut().isKnown()) {
      // It was cut back, and nothing that was read since is saved.
      return beginning(wanted.log(), earlierStart(), Start.Loss.NONE);
    }
    long next = saved.next();
    if (next < found.beginning) {
      return deleted(log, saved);
    }
    if (wanted.cut().isKnown()) {
      long divergence = wanted.cut().divergence().orElse(found.beginning);
      return cutBack(log, Math.max(found.beginning, Math.min(next, divergence)), saved);
    }
    Optional<OffsetAndMetadata> epoch =
        found.committed.filter(committed -> isUsable(committed, next, log));
    // For an offset within the log, Kafka does not report where the log was cut.
    boolean isNamedByKafka = epoch.isPresent() && epoch.get().offset() > found.end;
    if (next > found.end && !isNamedByKafka) {
      return cutBack(log, found.end, saved);
    }
    return new Start(
        log,
        next,
        epoch
            .map(known -> new InFlightBatches.Offset(known.offset(), known.leaderEpoch()))
            .orElse(InFlightBatches.Offset.of(next)),
        false,
        found.end,
        found.askedAt,
        Start.Loss.NONE);
  }

  private boolean isUsable(OffsetAndMetadata committed, long next, LogId log) {
    return committed.leaderEpoch().isPresent()
        && committed.metadata().equals(log.toString())
        && committed.offset() >= found.beginning
        && committed.offset() <= next
        && next - committed.offset() <= MAX_RECORDS_READ_TWICE;
  }

  private Start deleted(LogId log, Position saved) {
    long next = saved.next();
    long records = found.beginning - next;
    return lose(
        log,
        found.beginning,
        new Start.Loss(
            saved,
            records,
            ("%s records were deleted before they were counted (saved up to %s, the log begins at %s);"
                    + " raise the topic's retention if this was not meant")
                .formatted(records, next, found.beginning)));
  }

  private Start cutBack(LogId log, long from, Position saved) {
    long next = saved.next();
    return lose(
        new LogId(log.topicId(), Math.max(log.cuts(), wanted.log().cuts())).cutBack(),
        from,
        new Start.Loss(
            saved,
            next - from,
            ("the log was cut back from %s to %s: %s records that are counted are gone from Kafka;"
                    + " counting resumes at %s")
                .formatted(next, from, next - from, from)));
  }

  private Start lose(LogId log, long from, Start.Loss loss) {
    LOG.warn("{}: {}", wanted.partition(), loss.text());
    return beginning(log, from, loss);
  }

  private Start beginning(LogId log, long from, Start.Loss loss) {
    return new Start(
        log, from, InFlightBatches.Offset.of(from), true, found.end, found.askedAt, loss);
  }
}
