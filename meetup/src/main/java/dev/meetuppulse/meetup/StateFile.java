package dev.meetuppulse.meetup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.feed.FeedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that remembers what is known: a log of {@link StateLines}, appended to after each
 * answer, and rewritten when it is much longer than its content. A process that is killed leaves at
 * worst a last line that is cut short, which is dropped: what it said is read again.
 */
final class StateFile implements AutoCloseable {
  private static final long LEAST_COMPACTED = 20_000;

  private final Path path;
  private final String purpose;
  private final ProcessLock lock;
  private final AppendedFile log;
  private final Content content = new Content(new HashMap<>(), new HashMap<>());
  private long lines;

  /** The content of a state file. */
  record Content(Map<String, WatchedEvent> events, Map<Long, Known> known) {
    long size() {
      return 2L * events.size() + known.size();
    }
  }

  private StateFile(Path path, String purpose, ProcessLock lock) {
    this.path = path;
    this.purpose = purpose;
    this.lock = lock;
    this.log = new AppendedFile(path);
  }

  /**
   * Opens a file, or creates it.
   *
   * @param purpose what it is for; the content for another purpose is ignored
   * @param forget whether to ignore its content
   * @throws FeedException if it can't be written, or another feed uses it
   */
  static StateFile open(Path path, String purpose, boolean forget, Notices notices) {
    try {
      if (path.toAbsolutePath().getParent() != null) {
        Files.createDirectories(path.toAbsolutePath().getParent());
      }
      StateFile file = new StateFile(path, purpose, lock(path));
      if (!forget && Files.exists(path)) {
        file.load(notices);
      }
      file.compact(file.content.events().values(), file.content.known().values());
      return file;
    } catch (IOException e) {
      throw AppendedFile.unwritable(path, e);
    }
  }

  /** The content when the file was opened; it belongs to the caller from then on. */
  Content content() {
    return content;
  }

  /**
   * @throws FeedException if it can't be written
   */
  void append(List<String> more) {
    log.append(more);
    lines += more.size();
  }

  /** Rewrites it if most of its lines are out of date. */
  void compactIfLong(Collection<WatchedEvent> events, Collection<Known> known) {
    if (lines > LEAST_COMPACTED && lines > 3 * content.size()) {
      compact(events, known);
    }
  }

  @Override
  public void close() {
    try {
      log.close();
      lock.close();
    } catch (IOException e) {
      throw AppendedFile.unwritable(path, e);
    }
  }

  private static ProcessLock lock(Path path) throws IOException {
    return ProcessLock.of(path)
        .orElseThrow(
            () ->
                new FeedException(
                    "another feed uses the state " + path + "; stop it, or set meetup.state-file"));
  }

  private void load(Notices notices) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path, UTF_8)) {
      String first = reader.readLine();
      if (!StateLines.header(purpose).equals(first)) {
        notices.say(path + " is of another source or topic; all RSVPs are read again");
        return;
      }
      String line;
      while ((line = reader.readLine()) != null) {
        StateLines.apply(line, content);
      }
    } catch (IOException e) {
      // A last line that was being written when the process ended.
      notices.say(path + " is cut short; its end is read again from Meetup");
    }
  }

  private void compact(Collection<WatchedEvent> events, Collection<Known> known) {
    List<String> content = new ArrayList<>();
    content.add(StateLines.header(purpose));
    for (WatchedEvent event : events) {
      content.add(StateLines.event(event));
      content.add(StateLines.progress(event));
    }
    known.forEach(one -> content.add(StateLines.known(one)));
    log.replace(content);
    lines = content.size();
  }
}
