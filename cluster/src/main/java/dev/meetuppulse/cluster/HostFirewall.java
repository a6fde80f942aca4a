package dev.meetuppulse.cluster;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Drops packets of one host, or redirects them, by rules of nftables in its namespace. Neither side
 * learns that a packet was dropped: to both it is as if the other were gone.
 */
public record HostFirewall(Host host) {
  private static final String TABLE = "inet pulse";
  private static final String WAYS_TABLE = "ip pulse";

  public enum Direction {
    /** Those that the host sends: its requests are lost. */
    OUT,
    /** Those that it is sent: answers are lost, but what it asked for is done. */
    IN,
    BOTH
  }

  /**
   * @throws ClusterException if the host is this machine itself, which is never cut off
   */
  public HostFirewall {
    if (host.namespace().isEmpty()) {
      throw new ClusterException("this machine itself can't be cut off; use hosts: --hosts 3");
    }
  }

  /** Drops packets between the host and the ports of these servers. */
  public void cut(Collection<Server> servers, Direction direction) {
    List<String> rules = new ArrayList<>();
    for (Server server : servers) {
      String address = server.host().address();
      String ports = ports(server);
      if (direction != Direction.IN) {
        rules.add("out ip daddr " + address + " tcp dport " + ports + " drop");
      }
      if (direction != Direction.OUT) {
        rules.add("in ip saddr " + address + " tcp sport " + ports + " drop");
      }
    }
    apply(rules);
  }

  /** Drops all packets to and from the ports of these servers, which run on the host itself. */
  public void isolate(Collection<Server> servers) {
    List<String> rules = new ArrayList<>();
    for (Server server : servers) {
      String ports = ports(server);
      rules.add("in iifname eth0 tcp dport " + ports + " drop");
      rules.add("out oifname eth0 tcp sport " + ports + " drop");
    }
    apply(rules);
  }

  /** Drops a share of all packets to and from the host, at random. */
  public void lose(int percent) {
    String some = "numgen random mod 100 < " + percent + " drop";
    apply(List.of("in iifname eth0 " + some, "out oifname eth0 " + some));
  }

  public void cutOff() {
    apply(List.of("in iifname eth0 drop", "out oifname eth0 drop"));
  }

  /**
   * Redirects the host's connections to these addresses. Open ones are reset, so that they are
   * opened again; redirected ones last until they are closed.
   */
  public void divert(Map<InetSocketAddress, InetSocketAddress> ways) {
    List<String> rules = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    commands.add("add table " + WAYS_TABLE);
    commands.add(
        "add chain " + WAYS_TABLE + " out { type nat hook output priority -100; policy accept; }");
    ways.forEach(
        (from, to) -> {
          String match = "out ip daddr " + from.getHostString() + " tcp dport " + from.getPort();
          String elsewhere = to.getAddress().getHostAddress() + ":" + to.getPort();
          commands.add("add rule " + WAYS_TABLE + " " + match + " dnat to " + elsewhere);
          rules.add(match + " reject with tcp reset");
        });
    nft(commands);
    apply(rules);
  }

  /** Drops and diverts nothing more. */
  public void heal() {
    nft(List.of(without(WAYS_TABLE), without(TABLE)));
  }

  /** Deleting a table that is not there would fail. */
  private static String without(String table) {
    return "add table " + table + "; delete table " + table;
  }

  private static String ports(Server server) {
    return server.ports().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  private void apply(List<String> rules) {
    List<String> commands = new ArrayList<>();
    commands.add("add table " + TABLE);
    commands.add(chain("in", "input"));
    commands.add(chain("out", "output"));
    rules.forEach(rule -> commands.add("add rule " + TABLE + " " + rule));
    nft(commands);
  }

  private static String chain(String name, String hook) {
    return "add chain %s %s { type filter hook %s priority 0; policy accept; }"
        .formatted(TABLE, name, hook);
  }

  private void nft(List<String> commands) {
    CommandLineTool.run(host.inside(List.of("nft", String.join("; ", commands))));
  }
}
