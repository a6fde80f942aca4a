package dev.meetuppulse.meetup;

import dev.meetuppulse.feed.Printable;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Says each thing once, safe for a terminal. */
final class Notices {
  private static final int MAX_REMEMBERED = 1_000;
  private static final int MAX_CHARACTERS = 300;

  private final Consumer<String> out;
  private final Set<String> said = new LinkedHashSet<>();

  Notices(Consumer<String> out) {
    this.out = out;
  }

  void say(String line) {
    String safe = Printable.of(line);
    out.accept(safe.length() <= MAX_CHARACTERS ? safe : safe.substring(0, MAX_CHARACTERS) + "…");
  }

  /** Reports a line unless one was reported that differs from it only in ids and numbers. */
  void saySimilarOnce(String line) {
    if (isNew(line.replaceAll("\\S*\\d\\S*", "#"))) {
      say(line);
    }
  }

  /** Reports a line unless it was reported before. */
  void sayOnce(String line) {
    if (isNew(line)) {
      say(line);
    }
  }

  private boolean isNew(String key) {
    boolean added = said.add(key);
    if (said.size() > MAX_REMEMBERED) {
      said.remove(said.iterator().next());
    }
    return added;
  }
}
