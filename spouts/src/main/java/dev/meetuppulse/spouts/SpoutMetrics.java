package dev.meetuppulse.spouts;

import com.codahale.metrics.Counter;
import dev.meetuppulse.core.metrics.Metric;
import java.util.Collection;
import org.apache.storm.task.TopologyContext;

/** Records in flight, and how often a partition went back. */
final class SpoutMetrics {
  private final Counter rewinds;
  private volatile long inFlight;

  SpoutMetrics(TopologyContext context) {
    rewinds = context.registerCounter(Metric.REWINDS.id());
    context.registerGauge(Metric.IN_FLIGHT.id(), () -> inFlight);
  }

  void rewound() {
    rewinds.inc();
  }

  void update(Collection<PartitionReader> readers) {
    inFlight = readers.stream().mapToLong(PartitionReader::inFlight).sum();
  }
}
