package dev.meetuppulse.cluster;

import java.util.List;

/**
 * A server process of a cluster.
 *
 * @param name of its folder and in messages, such as kafka or kafka-2
 * @param ports that it listens on: its clients' first, then those of its kind
 */
public record Server(Kind kind, String name, Host host, List<Integer> ports) {

  /** Kinds of servers, in the order of a start. */
  public enum Kind {
    ZOOKEEPER,
    KAFKA,
    REDIS,
    SENTINEL,
    NIMBUS,
    SUPERVISOR;

    /** True for Storm's own processes, which need the others. */
    boolean isDaemon() {
      return compareTo(NIMBUS) >= 0;
    }
  }

  /** The port for clients. */
  public int port() {
    return ports.get(0);
  }

  public String address() {
    return host.address() + ":" + port();
  }
}
