package dev.meetuppulse.drill;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The faults that a drill can inject. */
public enum Fault {
  WORKER_KILL,
  WORKER_FREEZE,
  SUPERVISOR_KILL,
  NIMBUS_KILL,
  ZOOKEEPER_RESTART,
  REDIS_RESTART,
  REDIS_WIPE,
  REDIS_PAUSE,
  REDIS_FULL,
  REDIS_SLOW,
  KAFKA_RESTART,
  KAFKA_PAUSE,
  TOPOLOGY_RESUBMIT,
  REBALANCE,
  POISON,
  MUTATION,
  BURST,
  FEED_KILL,
  TOPIC_RESET,
  CLOCK_JUMP,
  REDIS_FAILOVER(true);

  private final boolean needsHosts;

  Fault() {
    this(false);
  }

  Fault(boolean needsHosts) {
    this.needsHosts = needsHosts;
  }

  /** True if it is about servers that stand in for each other on several hosts. */
  public boolean needsHosts() {
    return needsHosts;
  }

  /** Its name on the command line and in the report. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault of that name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  public static Fault of(String id) {
    return Arrays.stream(values())
        .filter(fault -> fault.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no fault '"
                        + id
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(Fault::id)
                            .collect(Collectors.joining(", "))));
  }
}
