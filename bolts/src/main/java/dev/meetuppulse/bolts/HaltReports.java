package dev.meetuppulse.bolts;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.ReportStore;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.core.threads.DaemonThreads;
import dev.meetuppulse.spouts.LogOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the partitions, or the whole topic, that a bolt can't process, from a thread of its own:
 * every second while they are stuck, and once when they continue. Thread safe; silent while all is
 * well.
 */
final class HaltReports implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HaltReports.class);

  /** A partition that is not retried for this long is no longer ours. */
  private static final long TRIED_NANOS = TimeUnit.SECONDS.toNanos(60);

  private record SentReport(PartitionReport report, long at) {
    private boolean isOld() {
      return System.nanoTime() - at > TRIED_NANOS;
    }
  }

  private final Reporter reporter;
  private final ReportStore store;
  private final Map<Integer, SentReport> current = new ConcurrentHashMap<>();
  private final LogOnce trouble = new LogOnce(LOG);
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("halt-reports"));

  HaltReports(Reporter reporter, ReportStore store) {
    this.reporter = reporter;
    this.store = store;
    executor.scheduleWithFixedDelay(this::publish, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * The partition can't continue.
   *
   * @param seen the refusing server's own message
   */
  void halt(int partition, HaltReason reason, String seen) {
    current.compute(
        partition,
        (number, before) -> {
          long since =
              before != null && before.report.isHalted()
                  ? before.report.since()
                  : System.currentTimeMillis();
          return new SentReport(
              PartitionReport.halted(partition, reason, seen, since), System.nanoTime());
        });
  }

  void goOn(int partition) {
    current.computeIfPresent(
        partition,
        (number, before) -> new SentReport(PartitionReport.going(partition), System.nanoTime()));
  }

  private void publish() {
    current.forEach(
        (partition, report) -> {
          if (report.isOld()) {
            goOn(partition);
          }
        });
    List<SentReport> reports = new ArrayList<>(current.values());
    if (reports.isEmpty()) {
      return;
    }
    try {
      store.publish(reporter, 0, reports.stream().map(SentReport::report).toList());
      trouble.end("partitions that are stuck are reported again");
      reports.stream()
          .filter(one -> !one.report.isHalted())
          .forEach(one -> current.remove(one.report.partition(), one));
    } catch (StoreException e) {
      trouble.begin("can't report partitions that are stuck", e);
    } catch (RuntimeException e) {
      // If it were thrown, this would never run again.
      LOG.error("can't report partitions that are stuck", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    store.close();
  }
}
