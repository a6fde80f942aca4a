package dev.meetuppulse.redis.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell around a server, which ends with the process that started it, even if that one is killed.
 * The shell ends when the server does.
 */
public final class Leash {
  /** Its standard input is a pipe from the process that started it; the server has none. */
  private static final String SCRIPT =
      "trap '' INT; exec 3<&0; \"$@\" </dev/null 3<&- & server=$!;"
          + " { read -r _ <&3; kill -9 $server; } & wait $server; kill $!";

  private Leash() {}

  /** A server that is killed when the process' standard input is closed. */
  public static ProcessBuilder around(List<String> server) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
    command.addAll(server);
    return new ProcessBuilder(command);
  }
}
