package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.MtimeShift;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Plays recordings, one after the other, as one stream.
 *
 * <p>The pace follows the largest {@code mtime} so far; a line without a valid one goes out with
 * the line before. Shifted to now, every {@code mtime} moves by the same whole number of seconds,
 * so that echoes stay echoes: as far as possible without a record being ahead of the wall clock
 * when it is sent. Played at its original pace the newest record is always of this moment; played
 * as fast as possible the recording ends now; other times in a record stay as they are.
 */
public final class RecordingSource implements Source {
  public static final double AS_FAST_AS_POSSIBLE = Double.POSITIVE_INFINITY;

  private static final long SECOND = 1000;

  private final List<RecordingFile> files;
  private final double speed;
  private final boolean shiftToNow;
  private final SourceTime time;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param names paths of files of any kind, packed with gzip or not; {@code -} is standard input
   * @param speed 1 for the original pace, 2 for twice as fast, {@link #AS_FAST_AS_POSSIBLE}
   * @param shiftToNow whether to move the records to the present; not for pipes, which can't be
   *     read twice
   * @param notices receives one line on each oddity that is no reason to stop
   * @throws FeedException if a file can't be read or holds no JSON lines, or if a value makes no
   *     sense
   */
  public RecordingSource(
      List<String> names, double speed, boolean shiftToNow, Consumer<String> notices) {
    this(names, speed, shiftToNow, notices, SourceTime.SYSTEM);
  }

  RecordingSource(
      List<String> names,
      double speed,
      boolean shiftToNow,
      Consumer<String> notices,
      SourceTime time) {
    if (names.isEmpty()) {
      throw new FeedException("name at least one recording");
    }
    if (names.stream().filter("-"::equals).count() > 1) {
      throw new FeedException("standard input can be read once; name - once");
    }
    if (!(speed > 0)) {
      throw new FeedException("speed must be above 0");
    }
    this.files = names.stream().map(name -> new RecordingFile(name, notices)).toList();
    this.speed = speed;
    this.shiftToNow = shiftToNow;
    this.time = time;
    boolean pipes = false;
    for (RecordingFile file : files) {
      if (shiftToNow && file.isPipe()) {
        throw new FeedException(file.title() + " can't be shifted to now; save it to a file first");
      }
      // One writer may fill several pipes in turn: it opens the second once the first is read.
      if (!pipes || !file.isPipe()) {
        file.check();
      }
      pipes |= file.isPipe();
    }
  }

  @Override
  public void run(LineSink sink) throws InterruptedException {
    long shift = shiftToNow ? shiftMillis(time.millis()) : 0;
    RsvpParser parser = new RsvpParser();
    Pacer pacer = new Pacer(speed);
    long start = time.nanos();
    for (RecordingFile file : files) {
      try (file) {
        JsonLines lines = file.lines();
        Line line;
        while ((line = lines.next()) != null) {
          if (!waitUntilDue(line, parser, pacer, start)) {
            return;
          }
          sink.accept(shift == 0 ? line : shifted(line, shift));
        }
      } catch (IOException e) {
        throw file.unreadable(e);
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /** False if closed. */
  private boolean waitUntilDue(Line line, RsvpParser parser, Pacer pacer, long start)
      throws InterruptedException {
    long waitNanos = 0;
    if (speed != AS_FAST_AS_POSSIBLE && parse(parser, line) instanceof Rsvp rsvp) {
      long due = start + TimeUnit.MILLISECONDS.toNanos(pacer.dueMillis(rsvp.mtime()));
      waitNanos = due - time.nanos();
    }
    return waitNanos > 0 ? !time.await(closed, waitNanos) : closed.getCount() > 0;
  }

  /** How far to move, so that no record is ahead of the wall clock when it is due. */
  private long shiftMillis(long now) {
    RsvpParser parser = new RsvpParser();
    Pacer pacer = new Pacer(speed);
    long shift = Long.MAX_VALUE;
    for (RecordingFile file : files) {
      try (file) {
        JsonLines lines = file.lines();
        Line line;
        while ((line = lines.next()) != null) {
          if (parse(parser, line) instanceof Rsvp rsvp) {
            shift = Math.min(shift, now + pacer.dueMillis(rsvp.mtime()) - rsvp.mtime());
          }
        }
      } catch (IOException e) {
        throw file.unreadable(e);
      }
    }
    return shift == Long.MAX_VALUE ? 0 : Math.floorDiv(shift, SECOND) * SECOND;
  }

  private Outcome parse(RsvpParser parser, Line line) {
    return line.isStub() ? null : parser.parse(line.bytes(), 0, time.millis());
  }

  private static Line shifted(Line line, long shift) {
    if (line.isStub()) {
      return line;
    }
    byte[] bytes = MtimeShift.shift(line.bytes(), shift);
    return new Line(bytes, bytes.length, line.complete());
  }
}
