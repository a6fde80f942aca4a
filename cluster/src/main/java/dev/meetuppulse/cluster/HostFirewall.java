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
public final class HostFirewall {
  private static final String TABLE = "inet pulse";
  private static final String WAYS_TABLE = "ip pulse";

  /** The packets that are dropped. */
  public enum Direction {
    /** Those that the host sends: its requests are lost. */
    OUT,
    /** Those that it is sent: answers are lost, but what it asked for is done. */
    IN,
    BOTH
  }

  private final Host host;

  /**
   * @throws ClusterException if the host is this machine itself, which is never cut off
   */
  public HostFirewall(Host host) {
    this.host = host;
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

  /** Drops all packets to and from the host. */
  public void cutOff() {
    apply(List.of("in iifname eth0 drop", "out oifname eth0 drop"));
  }

  /**
   * Redirects the host's connections to these addresses. Open ones are reset, so that they are
   * opened again; redirected ones last until they are closed.
   */
  public void divert(Map<InetSocketAddress, InetSocketAddress> ways) {
    List<String> rules = new ArrayList<>();
    StringBuilder script = new StringBuilder("add table " + WAYS_TABLE);
    script.append(
        "; add chain "
            + WAYS_TABLE
            + " out { type nat hook output priority -100; policy accept; }");
    ways.forEach(
        (from, to) -> {
          String match = "out ip daddr " + from.getHostString() + " tcp dport " + from.getPort();
          String elsewhere = to.getAddress().getHostAddress() + ":" + to.getPort();
          script.append("; add rule " + WAYS_TABLE + " " + match + " dnat to " + elsewhere);
          rules.add(match + " reject with tcp reset");
        });
    nft(script.toString());
    apply(rules);
  }

  /** Drops and diverts nothing more. */
  public void heal() {
    nft(without(WAYS_TABLE) + "; " + without(TABLE));
  }

  /** Deleting a table that is not there would fail. */
  private static String without(String table) {
    return "add table " + table + "; delete table " + table;
  }

  private static String ports(Server server) {
    return server.ports().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
  }

  private void apply(List<String> rules) {
    StringBuilder script = new StringBuilder("add table " + TABLE);
    for (String[] chain : new String[][] {{"in", "input"}, {"out", "output"}}) {
      script
          .append("; add chain " + TABLE + " ")
          .append(chain[0])
          .append(" { type filter hook ")
          .append(chain[1])
          .append(" priority 0; policy accept; }");
    }
    rules.forEach(rule -> script.append("; add rule " + TABLE + " ").append(rule));
    nft(script.toString());
  }

  private void nft(String script) {
    CommandLineTool.run(host.inside(List.of("nft", script)));
  }
}
