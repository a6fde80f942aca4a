package dev.meetuppulse.simulator;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts open connections: ten of one client, and 500 of all. */
final class ClientLimit {
  static final int OF_CLIENT = 10;
  private static final int OF_ALL = 500;

  private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  /** Whether a connection may be opened. */
  enum Admission {
    FINE,
    TOO_MANY_OF_CLIENT,
    TOO_MANY
  }

  /** Counts a connection with any verdict; must be followed by {@link #closed}. */
  Admission opened(InetAddress client) {
    boolean tooMany = all.incrementAndGet() > OF_ALL;
    return connections.merge(client, 1, Integer::sum) > OF_CLIENT
        ? Admission.TOO_MANY_OF_CLIENT
        : tooMany ? Admission.TOO_MANY : Admission.FINE;
  }

  void closed(InetAddress client) {
    connections.computeIfPresent(client, (address, count) -> count == 1 ? null : count - 1);
    all.decrementAndGet();
  }
}
