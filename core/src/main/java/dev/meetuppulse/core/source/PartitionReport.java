package dev.meetuppulse.core.source;

/**
 * The state of one partition, as seen by the part of the topology that reads, parses or counts it.
 *
 * @param partition its number, or that of a {@link #wholeTopic} report
 * @param next the first offset that is not saved; -1 if the reporter does not know
 * @param logEnd the end of the log, records of open transactions included; -1 if not known
 * @param halt why it can't go on, or null while it goes on
 * @param seen what was seen, such as the server's own words; empty if there is nothing to add
 * @param since when it stopped, ms since the epoch; 0 while it goes on
 * @param lost records that are gone from Kafka: deleted before they were counted, or counted before
 *     the log was cut back
 * @param lostText what happened to them, in one line; empty if none are lost
 */
public record PartitionReport(
    int partition,
    long next,
    long logEnd,
    HaltReason halt,
    String seen,
    long since,
    long lost,
    String lostText) {

  /** The number in the first task's report on all partitions, known or not. */
  public static final int WHOLE_TOPIC = -1;

  /** The number in a task's report on all partitions, known or not: each has its own. */
  public static int wholeTopic(int task) {
    return WHOLE_TOPIC - task;
  }

  /** True for a report on all partitions. */
  public boolean isOnWholeTopic() {
    return partition < 0;
  }

  /** A report that only says why a partition can't continue. */
  public static PartitionReport halted(int partition, HaltReason halt, String seen, long since) {
    return new PartitionReport(partition, -1, -1, halt, seen, since, 0, "");
  }

  /** A report that only says that a partition continues. */
  public static PartitionReport going(int partition) {
    return new PartitionReport(partition, -1, -1, null, "", 0, 0, "");
  }

  /** This report with a reason why the partition can't continue. */
  public PartitionReport halted(HaltReason reason, String newlySeen, long at) {
    return new PartitionReport(partition, next, logEnd, reason, newlySeen, at, lost, lostText);
  }

  public boolean isHalted() {
    return halt != null;
  }

  /** Cause and remedy in one line; empty while it continues. */
  public String text() {
    return halt == null ? "" : halt.text(seen);
  }
}
