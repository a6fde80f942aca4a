package dev.meetuppulse.cluster.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on loopback. */
public final class Ports {
  private static final int ATTEMPTS = 1_000;

  private Ports() {}

  /** The preferred port if nothing listens on it, otherwise any free one. */
  public static int freeOr(int preferred) {
    return isFree(preferred) ? preferred : free();
  }

  /**
   * A free port, of those that systems do not give to clients: so none gets it before a server
   * takes it.
   */
  public static int free() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port on loopback");
  }

  /** True if nothing listens on the port, on loopback or on all addresses. */
  public static boolean isFree(int port) {
    return binds(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        && binds(new InetSocketAddress(port));
  }

  private static boolean binds(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address, 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
