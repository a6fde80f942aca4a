package dev.meetuppulse.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place that processes run in.
 *
 * @param name such as host-2
 * @param address that its processes listen on
 * @param namespace its network namespace; empty for this machine itself
 */
public record Host(String name, String address, Optional<String> namespace) {
  /** This machine; only its loopback interface is used. */
  static final Host LOCAL = new Host("local", "127.0.0.1", Optional.empty());

  /**
   * The address by which hosts reach this machine itself.
   *
   * @throws IllegalStateException if it is this machine
   */
  public String gateway() {
    if (namespace.isEmpty()) {
      throw new IllegalStateException(name + " is this machine itself");
    }
    return address.substring(0, address.lastIndexOf('.') + 1) + HostNetwork.BRIDGE_NUMBER;
  }

  List<String> inside(List<String> command) {
    List<String> all = new ArrayList<>();
    namespace.ifPresent(name -> all.addAll(List.of("ip", "netns", "exec", name)));
    all.addAll(command);
    return all;
  }
}
