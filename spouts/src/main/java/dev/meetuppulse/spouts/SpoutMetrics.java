package dev.meetuppulse.spouts;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Meter;
import java.util.Collection;
import org.apache.storm.task.TopologyContext;

/** Lag, records in flight, records emitted and how often a partition went back. */
final class SpoutMetrics {
  private final Meter emitted;
  private final Counter rewinds;
  private volatile long lag;
  private volatile long inFlight;

  SpoutMetrics(TopologyContext context) {
    emitted = context.registerMeter("records");
    rewinds = context.registerCounter("rewinds");
    context.registerGauge("lag", () -> lag);
    context.registerGauge("in-flight", () -> inFlight);
  }

  void emitted(int records) {
    emitted.mark(records);
  }

  void rewound() {
    rewinds.inc();
  }

  void update(Collection<PartitionReader> readers) {
    long lagNow = 0;
    long inFlightNow = 0;
    for (PartitionReader reader : readers) {
      lagNow += reader.progress().lag();
      inFlightNow += reader.inFlight();
    }
    lag = lagNow;
    inFlight = inFlightNow;
  }
}
