package dev.meetuppulse.bench.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.board.Leaderboard;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.window.Dimension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where boards are published: a file that is replaced as a whole. Beside it a line is kept of when
 * how many records had been counted. Thread safe.
 */
public final class Output {
  /** The boards as last published. */
  public static final String BOARDS = "boards.json";

  /** The boards of all records, and what the JVM has to say; there when the engine is done. */
  public static final String ANSWER = "answer.json";

  /** A line for each publication: wall clock in ms, records counted. */
  public static final String PROGRESS = "progress";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final long records;
  private boolean done;

  /** Publishes into the job's directory. */
  public Output(Job job) {
    this.directory = job.directory();
    this.records = job.records();
  }

  /**
   * The content of an answer file.
   *
   * @param received records counted
   * @param clock "as of", ms since the epoch
   * @param gcMillis what the JVM's collectors have taken, ms
   * @param publishedAt wall clock, ms since the epoch
   * @param boards by dimension
   */
  public record Answer(
      long received, long clock, long gcMillis, long publishedAt, Map<String, List<Row>> boards) {}

  /** True if what is published holds every record. */
  public synchronized boolean done() {
    return done;
  }

  /** Publishes boards as a ranking stage has them; see {@link #publishRows}. */
  public void publish(long received, long clock, Map<Dimension, Leaderboard.Top> boards) {
    Map<String, List<Row>> rows = new TreeMap<>();
    boards.forEach((dimension, top) -> rows.put(dimension.id(), top.rows()));
    publishRows(received, clock, rows);
  }

  /**
   * Publishes boards.
   *
   * @param received records counted in them
   * @param clock with which the window ends, ms since the epoch
   * @param boards rows by dimension
   */
  public synchronized void publishRows(long received, long clock, Map<String, List<Row>> boards) {
    if (done) {
      return;
    }
    done = received >= records;
    long now = System.currentTimeMillis();
    try {
      Files.writeString(
          directory.resolve(PROGRESS),
          now + " " + received + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      write(done ? ANSWER : BOARDS, new Answer(received, clock, gcMillis(), now, boards));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, Answer answer) throws IOException {
    Path fresh = directory.resolve(name + ".new");
    Files.write(fresh, JSON.writeValueAsBytes(answer));
    Files.move(fresh, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static long gcMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }
}
