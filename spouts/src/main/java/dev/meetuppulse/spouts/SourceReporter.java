package dev.meetuppulse.spouts;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.ReportStore;
import dev.meetuppulse.core.source.Reporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes, each time it runs, how each partition of this task is doing; also while the topology
 * is paused. For one thread, which may be held up by the store.
 */
final class SourceReporter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceReporter.class);

  private final int task;
  private final TopicMonitor monitor;
  private final IntFunction<PartitionProgress> progress;
  private final ReportStore store;
  private final Map<Integer, PartitionWatch> watches = new HashMap<>();
  private final Map<Integer, HaltReason> reported = new HashMap<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final LogOnce trouble = new LogOnce(LOG);
  private volatile boolean isPaused;
  private volatile PartitionProgress.Halt unreadable;

  /**
   * @param task the index of this task
   * @param progress how far a partition is read; null for one that is not read yet
   */
  SourceReporter(
      int task, TopicMonitor monitor, IntFunction<PartitionProgress> progress, ReportStore store) {
    this.task = task;
    this.monitor = monitor;
    this.progress = progress;
    this.store = store;
  }

  void paused(boolean value) {
    isPaused = value;
  }

  /**
   * Why no partition can be read.
   *
   * @param halt null if nothing holds all of them up
   */
  void unreadable(PartitionProgress.Halt halt) {
    unreadable = halt;
  }

  /** Text of a reason that has newly come up and that an operator must act on; null for none. */
  String nextError() {
    return errors.poll();
  }

  @Override
  public void run() {
    long now = System.currentTimeMillis();
    long nanos = System.nanoTime();
    TopicMonitor.TopicView view = monitor.view().orElse(null);
    boolean paused = isPaused;
    PartitionProgress.Halt topicHalt = topicHalt(paused);
    List<PartitionReport> reports = new ArrayList<>();
    reports.add(wholeTopic(view == null || paused ? topicHalt : null, now));
    if (view != null) {
      watches.keySet().retainAll(view.ours().keySet());
      view.ours()
          .forEach(
              (partition, ends) ->
                  reports.add(
                      watches
                          .computeIfAbsent(partition, PartitionWatch::new)
                          .report(
                              new PartitionWatch.Seen(
                                  paused, topicHalt, ends, progress.apply(partition)),
                              now,
                              nanos)));
    }
    if (!paused) {
      // Storm takes no error of a paused spout; when it resumes, this one would be old.
      reports.forEach(this::addError);
    }
    try {
      store.publish(Reporter.SPOUT, view == null ? 0 : view.size(), reports);
      trouble.end("partitions are reported on again");
    } catch (StoreException e) {
      trouble.begin("can't report on partitions", e);
    } catch (RuntimeException e) {
      // If it were thrown, this would never run again.
      LOG.error("can't report on partitions", e);
    }
  }

  /** Why Kafka describes no topic, or none of it can be read; a paused spout does not try to. */
  private PartitionProgress.Halt topicHalt(boolean paused) {
    PartitionProgress.Halt described = monitor.halt();
    return described == null && !paused ? unreadable : described;
  }

  /**
   * Reports why no partition is known at all, or what there is beside a pause, which is all that
   * the partitions' own reports say.
   *
   * @param halt null if there is nothing
   */
  private PartitionReport wholeTopic(PartitionProgress.Halt halt, long now) {
    int number = PartitionReport.wholeTopic(task);
    return halt != null
        ? PartitionReport.halted(number, halt.reason(), halt.seen(), now)
        : PartitionReport.going(number);
  }

  private void addError(PartitionReport report) {
    HaltReason before = reported.put(report.partition(), report.halt());
    if (report.isHalted() && !Objects.equals(before, report.halt())) {
      errors.add(
          (report.isOnWholeTopic() ? "" : "partition " + report.partition() + ": ")
              + report.text());
    }
  }
}
