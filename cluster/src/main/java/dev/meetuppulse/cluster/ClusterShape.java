package dev.meetuppulse.cluster;

/**
 * The size of a cluster.
 *
 * @param hosts network namespaces that its processes are spread over, 3 or more; 0 for processes of
 *     this machine that share its loopback
 * @param supervisors processes that start workers; one on each host if there are hosts
 * @param slots workers that each of them can start
 */
public record ClusterShape(int hosts, int supervisors, int slots) {
  /** Fewer can't lose one and keep a majority. */
  public static final int MIN_HOSTS = 3;

  public static final int MAX_HOSTS = HostNetwork.MAX_HOSTS;

  /** Two supervisors with two slots each on this machine. */
  public static final ClusterShape USUAL = onThisMachine(2, 2);

  public static ClusterShape onThisMachine(int supervisors, int slots) {
    return new ClusterShape(0, supervisors, slots);
  }

  /**
   * That many hosts, each with a supervisor.
   *
   * @throws ClusterException if they are too few
   */
  public static ClusterShape onHosts(int hosts, int slots) {
    if (hosts < MIN_HOSTS || hosts > MAX_HOSTS) {
      throw new ClusterException(
          "hosts must be " + MIN_HOSTS + " to " + MAX_HOSTS + ", not " + hosts);
    }
    return new ClusterShape(hosts, hosts, slots);
  }
}
