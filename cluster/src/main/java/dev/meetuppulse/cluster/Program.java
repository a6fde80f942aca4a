package dev.meetuppulse.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The configuration and the start command of a kind of server. */
interface Program {
  /** Writes the server's configuration into its folder, which is there. */
  void write(Server server) throws IOException;

  List<String> command(Server server);

  /** Variables it gets in addition to those of this process. */
  default Map<String, String> environment(Server server) {
    return Map.of();
  }
}
