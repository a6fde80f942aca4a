package dev.meetuppulse.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/** Storm's timeouts, short enough to replace a dead worker in seconds: boards wait for it. */
final class StormTimeouts {
  static final Map<String, Object> CONFIG = config();

  private StormTimeouts() {}

  private static Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("nimbus.monitor.freq.secs", 1);
    // Longer than a supervisor takes to start a worker again, or Nimbus reassigns what is starting.
    config.put("nimbus.task.timeout.secs", 20);
    // Applies instead of the former until a worker is that old.
    config.put("nimbus.task.launch.secs", 40);
    // A supervisor that was away three times must not be blacklisted for half an hour.
    config.put("blacklist.scheduler.tolerance.count", 1_000_000);
    config.put("nimbus.supervisor.timeout.secs", 15);
    // A Nimbus that starts moves no work until every supervisor has reported its workers, or for so
    // long: one that is gone never does.
    config.put("supervisor.worker.heartbeats.max.timeout.secs", 20);
    config.put("supervisor.worker.timeout.secs", 10);
    config.put("supervisor.monitor.frequency.secs", 1);
    config.put("supervisor.worker.shutdown.sleep.secs", 1);
    config.put("storm.zookeeper.session.timeout", 10_000);
    // A worker whose supervisor is away asks for it this long, then reports to Nimbus itself.
    config.put("storm.nimbus.retry.times", 2);
    config.put("storm.nimbus.retry.interval.millis", 500);
    config.put("storm.nimbus.retry.intervalceiling.millis", 1_000);
    // How soon a worker learns that others have moved.
    config.put("task.refresh.poll.secs", 2);
    return Map.copyOf(config);
  }
}
