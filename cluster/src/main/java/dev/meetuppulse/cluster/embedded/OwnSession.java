package dev.meetuppulse.cluster.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wraps a command so that its process runs in a session of its own: signals to this process's
 * group, such as a Ctrl-C in the terminal, do not reach it.
 */
public final class OwnSession {
  private OwnSession() {}

  /** The command, under the same process id; unchanged on a system without {@code setsid}. */
  public static List<String> of(List<String> command) {
    List<String> wrapped = new ArrayList<>();
    onPath("setsid").ifPresent(setsid -> wrapped.add(setsid.toString()));
    wrapped.addAll(command);
    return wrapped;
  }

  static Optional<Path> onPath(String name) {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
