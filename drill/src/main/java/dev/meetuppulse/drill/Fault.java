package dev.meetuppulse.drill;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The faults that a drill can inject. */
public enum Fault {
  WORKER_KILL,
  WORKER_FREEZE,
  WORKER_OUT_OF_MEMORY,
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
  KAFKA_UNCLEAN,
  TOPOLOGY_RESUBMIT,
  UPGRADE,
  REBALANCE,
  POISON,
  MUTATION,
  BURST,
  FEED_KILL,
  TOPIC_RESET,
  CLOCK_JUMP,
  DISK_FULL,
  PARTITION(true),
  LOSSY_NETWORK(true),
  SLOW_NETWORK(true),
  CLOCK_SKEW(true),
  HOST_FLAP(true),
  HOST_DOWN(true),
  REDIS_FAILOVER(true),
  KAFKA_BROKER_KILL(true);

  private final boolean needsHosts;

  Fault() {
    this(false);
  }

  Fault(boolean needsHosts) {
    this.needsHosts = needsHosts;
  }

  /** True if it is about hosts, or servers that replace each other on several. */
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
