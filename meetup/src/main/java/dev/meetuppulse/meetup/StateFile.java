package dev.meetuppulse.meetup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.feed.FeedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file that remembers what is known: a log of {@link StateLines}, appended to after each
 * response, and rewritten when it is much longer than its content. A process that is killed leaves
 * at worst a truncated last line, which is dropped: its content is read again.
 */
final class StateFile implements AutoCloseable {
  private static final long MIN_COMPACTED_LINES = 20_000;

  private final Path path;
  private final FileChannel lock;
  private final AppendedFile log;
  private final Content content = Content.empty();
  private StatePurpose purpose;
  private long lines;

  /**
   * The content of a state file.
   *
   * @param networks that have answered, by urlname
   */
  record Content(
      Map<String, WatchedEvent> events, Map<Long, KnownRsvp> known, Set<String> networks) {
    static Content empty() {
      return new Content(new HashMap<>(), new HashMap<>(), new HashSet<>());
    }

    long size() {
      return 2L * events.size() + known.size() + networks.size();
    }
  }

  private StateFile(Path path, StatePurpose purpose, FileChannel lock) {
    this.path = path;
    this.purpose = purpose;
    this.lock = lock;
    this.log = new AppendedFile(path);
  }

  /**
   * Opens the file that options name, or creates it.
   *
   * @param topicId of the topic that is filled; empty if it is not known
   * @throws FeedException if it can't be written, or another feed uses it
   */
  static StateFile open(MeetupOptions options, String topicId, Notices notices) {
    return open(options.stateFile(), options.purpose(topicId), options.forget(), notices);
  }

  /**
   * Opens a file, or creates it. Where there is one for another purpose it is kept beside it, and
   * used again by the next feed that has that purpose.
   *
   * @param purpose what it is for
   * @param forget whether to ignore its content
   * @throws FeedException if it can't be written, or another feed uses it
   */
  static StateFile open(Path path, StatePurpose purpose, boolean forget, Notices notices) {
    try {
      if (path.toAbsolutePath().getParent() != null) {
        Files.createDirectories(path.toAbsolutePath().getParent());
      }
      StateFile file = new StateFile(path, purpose, lock(path));
      file.begin(forget, notices);
      return file;
    } catch (IOException e) {
      throw AppendedFile.unwritable(path, e);
    }
  }

  private void begin(boolean forget, Notices notices) throws IOException {
    String ofAnother = setAside();
    Path kept = aside(purpose.text());
    Path from = Files.exists(path) ? path : kept;
    boolean isKnown = !forget && isOurs(from);
    if (isKnown) {
      load(from, notices);
    }
    if (!ofAnother.isEmpty()) {
      notices.say(ofAnother + (isKnown ? "; resuming from " + from : "; all RSVPs are read again"));
    }
    compact();
    if (isOurs(kept)) {
      Files.delete(kept);
    }
  }

  /**
   * Renames a file that is for another purpose.
   *
   * @return what was done; empty if there is none
   */
  private String setAside() throws IOException {
    if (!Files.exists(path) || isOurs(path)) {
      return "";
    }
    String first = firstLine(path);
    Path aside = aside(StateLines.purpose(first).map(StatePurpose::text).orElse(first));
    Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return path + " is of another source or topic and is kept as " + aside.getFileName();
  }

  private Path aside(String purpose) {
    return path.resolveSibling(path.getFileName() + "." + Integer.toHexString(purpose.hashCode()));
  }

  private boolean isOurs(Path file) throws IOException {
    return Files.exists(file)
        && StateLines.purpose(firstLine(file)).filter(purpose::matches).isPresent();
  }

  private static String firstLine(Path file) throws IOException {
    // In this charset any file has a first line.
    try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
      String line = reader.readLine();
      return line == null ? "" : new String(line.getBytes(ISO_8859_1), UTF_8);
    }
  }

  /** The content; the caller keeps it up to date, and appends each change. */
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
  void compactIfLong() {
    if (lines > MIN_COMPACTED_LINES && lines > 3 * content.size()) {
      compact();
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

  private static FileChannel lock(Path path) throws IOException {
    return AppendedFile.lock(path)
        .orElseThrow(
            () ->
                new FeedException(
                    "another feed uses the state " + path + "; stop it, or set meetup.state-file"));
  }

  private void load(Path from, Notices notices) {
    try (BufferedReader reader = Files.newBufferedReader(from, UTF_8)) {
      purpose = purpose.withIdOf(StateLines.purpose(reader.readLine()).orElse(purpose));
      String line;
      while ((line = reader.readLine()) != null) {
        StateLines.apply(line, content);
      }
    } catch (IOException e) {
      // A last line that was being written when the process ended.
      notices.say(from + " is cut short; its end is read again from Meetup");
    }
  }

  private void compact() {
    List<String> all = new ArrayList<>();
    all.add(StateLines.header(purpose));
    content.networks().forEach(urlname -> all.add(StateLines.network(urlname)));
    for (WatchedEvent event : content.events().values()) {
      all.add(StateLines.event(event));
      all.add(StateLines.progress(event));
    }
    content.known().values().forEach(one -> all.add(StateLines.known(one)));
    log.replace(all);
    lines = all.size();
  }
}
