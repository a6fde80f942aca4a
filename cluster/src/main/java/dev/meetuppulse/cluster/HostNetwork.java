package dev.meetuppulse.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Hosts on one machine: network namespaces, joined to a bridge of their own by a pair of interfaces
 * each. The bridge has an address too, by which this machine reaches them; nothing leads out.
 */
final class HostNetwork {
  static final int MAX_HOSTS = 9;

  /** Last number of the bridge's address. */
  static final int BRIDGE_NUMBER = 254;

  /** Networks 10.x.y.0/24 that are tried, at most, to find a free one. */
  private static final int ATTEMPTS = 50;

  private HostNetwork() {}

  /** Why this machine can have no such hosts, in one line; empty if it can. */
  static Optional<String> obstacle() {
    if (!isRoot()) {
      return Optional.of("hosts need root: run it as root, or leave --hosts out");
    }
    for (String tool : List.of("ip", "nft")) {
      if (!isOnPath(tool)) {
        return Optional.of("hosts need " + tool + ": apt-get install iproute2 nftables");
      }
    }
    return Optional.empty();
  }

  static boolean isRoot() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isOnPath(String tool) {
    return Stream.concat(
            Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")),
            Stream.of("/usr/sbin", "/sbin"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
  }

  /**
   * Names and addresses for that many hosts of the cluster in a folder, in a network that this
   * machine has no other route to. Creates nothing.
   *
   * @throws ClusterException if no network is free
   */
  static List<Host> choose(Path root, int count) {
    int hash = root.hashCode();
    String routes = CommandLineTool.run(List.of("ip", "-4", "route", "show", "table", "all"));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int number = Math.floorMod(hash + attempt, 1 << 12);
      String network = "10." + (200 + (number >> 8)) + "." + (number & 0xFF) + ".";
      if (!routes.contains(network)) {
        String prefix = String.format(Locale.ROOT, "pulse%03x", number);
        return IntStream.rangeClosed(1, count)
            .mapToObj(i -> new Host("host-" + i, network + i, Optional.of(prefix + "-" + i)))
            .toList();
      }
    }
    throw new ClusterException("no network 10.x.y.0/24 is free on this machine");
  }

  /**
   * Creates the bridge and the hosts that do not exist yet.
   *
   * @throws ClusterException if the machine refuses
   */
  static void up(List<Host> hosts) {
    String bridge = bridge(hosts);
    if (!exists(bridge)) {
      ip("link", "add", bridge, "type", "bridge");
      ip("addr", "add", hosts.get(0).gateway() + "/24", "dev", bridge);
      ip("link", "set", bridge, "up");
    }
    List<String> namespaces = namespaces();
    for (Host host : hosts) {
      if (!namespaces.contains(namespace(host))) {
        join(host, bridge);
      }
    }
  }

  private static void join(Host host, String bridge) {
    String namespace = namespace(host);
    String outer = namespace;
    ip("netns", "add", namespace);
    ip("link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", namespace);
    ip("link", "set", outer, "master", bridge, "up");
    ip("-n", namespace, "addr", "add", host.address() + "/24", "dev", "eth0");
    ip("-n", namespace, "link", "set", "lo", "up");
    ip("-n", namespace, "link", "set", "eth0", "up");
  }

  static void down(List<Host> hosts) {
    List<String> there = namespaces();
    for (Host host : hosts) {
      if (there.contains(namespace(host))) {
        ip("netns", "del", namespace(host));
      }
    }
    if (exists(bridge(hosts))) {
      ip("link", "del", bridge(hosts));
    }
  }

  private static List<String> namespaces() {
    return CommandLineTool.run(List.of("ip", "netns", "list"))
        .lines()
        .map(line -> line.split(" ")[0])
        .toList();
  }

  private static boolean exists(String link) {
    return Files.exists(Path.of("/sys/class/net", link));
  }

  private static String namespace(Host host) {
    return host.namespace().orElseThrow();
  }

  private static String bridge(List<Host> hosts) {
    String first = namespace(hosts.get(0));
    return first.substring(0, first.lastIndexOf('-'));
  }

  private static void ip(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    CommandLineTool.run(command);
  }
}
