package dev.meetuppulse.topology;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.storm.metric.LoggingMetricsConsumer;

/**
 * Storm's own metrics consumer, as an operator registers it, that remembers who sent it metrics.
 */
public final class RememberingConsumer extends LoggingMetricsConsumer {
  /** By component: the ports of the workers that its metrics came from. */
  static final Map<String, Set<Integer>> PORTS = new ConcurrentHashMap<>();

  @Override
  public void handleDataPoints(TaskInfo task, Collection<DataPoint> points) {
    super.handleDataPoints(task, points);
    PORTS
        .computeIfAbsent(task.srcComponentId, key -> ConcurrentHashMap.newKeySet())
        .add(task.srcWorkerPort);
  }
}
