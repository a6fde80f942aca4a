package dev.meetuppulse.drill;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The history of a drill in a file: each thing that was done and seen, with its time. Safe for
 * several threads.
 */
final class DrillHistory implements AutoCloseable {
  private final Writer writer;
  private final Consumer<String> say;
  private final List<String> recent = new ArrayList<>();

  /**
   * Appends to the file if it exists.
   *
   * @param say receives the lines that are not only for the file
   * @throws DrillException if the file can't be written
   */
  DrillHistory(Path file, Consumer<String> say) {
    this.say = say;
    try {
      this.writer =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new DrillException("can't write to " + file, e);
    }
  }

  void say(String line) {
    note(line);
    say.accept(line);
  }

  /** Writes the first line of a fault's history. */
  void begin(String line) {
    synchronized (writer) {
      recent.clear();
      note(line);
    }
  }

  /** Prints all lines since the fault began. */
  void printRecent() {
    synchronized (writer) {
      recent.forEach(line -> say.accept("  " + line));
    }
  }

  void note(String line) {
    synchronized (writer) {
      try {
        String timed = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line;
        recent.add(timed);
        writer.write(timed + "\n");
        writer.flush();
      } catch (IOException e) {
        throw new DrillException("can't write the history", e);
      }
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw new DrillException("can't write the history", e);
    }
  }
}
