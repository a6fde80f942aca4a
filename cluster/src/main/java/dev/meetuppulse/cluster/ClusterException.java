package dev.meetuppulse.cluster;

/** Something about the cluster failed: one line that says what and what to do. */
public final class ClusterException extends RuntimeException {
  public ClusterException(String message) {
    super(message);
  }

  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
