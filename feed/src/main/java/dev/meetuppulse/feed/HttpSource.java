package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.Lines;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Response;

/**
 * Follows an HTTP stream of JSON lines until it is closed, however the server behaves.
 *
 * <p>When a stream ends, breaks or falls silent it waits and connects again, and asks with {@code
 * since_mtime} for the records it may have missed: from some time before the newest one it knows of
 * and before the clock. A record that comes twice is a duplicate, but one that does not come is
 * lost. It waits longer each time until a record comes that is newer than all before.
 */
public final class HttpSource implements Source {
  private final StreamUrl url;
  private final HttpOptions options;
  private final ResumePoint resumePoint;
  private final Consumer<String> notices;
  private final SourceTime time;
  private final BackOff backOff;
  private final StreamClient client;
  private final RsvpParser parser = new RsvpParser();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong reconnects = new AtomicLong();
  private volatile Call call;
  private long heldMtime;
  private long newestMtime;
  private String named = "";

  /** Tells how far the records go that are already held, so that the stream is resumed there. */
  @FunctionalInterface
  public interface ResumePoint {
    /**
     * The {@code mtime} up to which records are held, ms since the epoch; 0 for none.
     *
     * @throws TryLaterException if it can't be known for now
     */
    long mtime() throws InterruptedException;
  }

  /**
   * The end of a stream.
   *
   * @param text why it ended
   * @param pause for how long the server wants to be left alone
   * @param once whether to say it only once, since it will be the same the next time
   */
  private record StreamEnd(String text, Duration pause, boolean once) {
    StreamEnd(String text) {
      this(text, Duration.ZERO, false);
    }
  }

  /** A source that begins where its URL says. */
  public HttpSource(String url, HttpOptions options, Consumer<String> notices) {
    this(url, options, () -> 0, notices);
  }

  /**
   * @param url of the stream
   * @param resumePoint asked at the start, until it answers
   * @param notices receives a line that says why the stream is interrupted and when it is tried
   *     again
   * @throws FeedException if the URL, or a proxy in the environment, is invalid
   */
  public HttpSource(
      String url, HttpOptions options, ResumePoint resumePoint, Consumer<String> notices) {
    this(url, options, resumePoint, notices, SourceTime.SYSTEM);
  }

  HttpSource(
      String url,
      HttpOptions options,
      ResumePoint resumePoint,
      Consumer<String> notices,
      SourceTime time) {
    this.url = new StreamUrl(url);
    this.options = options;
    this.resumePoint = resumePoint;
    this.notices = notices;
    this.time = time;
    this.backOff = new BackOff(options.firstBackOff(), options.longestBackOff());
    this.client = new StreamClient(options);
    client.requireProxy(this.url.start());
  }

  @Override
  public void run(LineSink sink) throws InterruptedException {
    heldMtime = heldMtime();
    newestMtime = heldMtime;
    while (closed.getCount() > 0) {
      StreamEnd trouble = stream(sink);
      if (closed.getCount() == 0) {
        return;
      }
      Duration wait = backOff.next();
      wait = wait.compareTo(trouble.pause) < 0 ? trouble.pause : wait;
      if (backOff.failures() == options.giveUpAfter()) {
        throw new FeedException(
            "%s: %s; gave up after %s attempts"
                .formatted(url.title(), trouble.text, backOff.failures()));
      }
      notifyInterruption(trouble, wait);
      if (time.await(closed, wait.toNanos())) {
        return;
      }
      reconnects.incrementAndGet();
    }
  }

  private long heldMtime() throws InterruptedException {
    String lastNotice = "";
    while (closed.getCount() > 0) {
      try {
        return resumePoint.mtime();
      } catch (TryLaterException e) {
        if (!lastNotice.equals(e.getMessage())) {
          lastNotice = e.getMessage();
          notices.accept(lastNotice + "; retrying");
        }
        time.await(closed, TimeUnit.SECONDS.toNanos(1));
      }
    }
    return 0;
  }

  @Override
  public long reconnects() {
    return reconnects.get();
  }

  @Override
  public void close() {
    closed.countDown();
    Call open = call;
    if (open != null) {
      open.cancel();
    }
  }

  private void notifyInterruption(StreamEnd trouble, Duration wait) {
    if (!trouble.once || !trouble.text.equals(named)) {
      double seconds = wait.toMillis() / 1000.0;
      notices.accept(
          String.format(
              Locale.ROOT, "%s: %s; retrying in %.1f s", url.title(), trouble.text, seconds));
    }
    named = trouble.once ? trouble.text : named;
  }

  /** Reads one answer to its end; returns why it ended. */
  private StreamEnd stream(LineSink sink) throws InterruptedException {
    Call asked = client.call(start());
    call = asked;
    if (closed.getCount() == 0) {
      asked.cancel();
    }
    try (Response response = client.answer(asked)) {
      return response.code() == StreamClient.OK
          ? readLines(response, sink)
          : new StreamEnd(StreamClient.refusal(response), StreamClient.pause(response), false);
    } catch (IOException e) {
      requireNoInterrupt(e);
      boolean once = e instanceof ProtocolException;
      return new StreamEnd(client.failure(asked.request(), e), Duration.ZERO, once);
    }
  }

  private StreamEnd readLines(Response response, LineSink sink) throws InterruptedException {
    try {
      JsonLines lines = new JsonLines(Packing.unpack(StreamClient.body(response)));
      Line line;
      while (closed.getCount() > 0 && (line = lines.next()) != null) {
        // A last line without a line end was cut off and will be sent again, unless it is complete.
        if (line.complete() || Lines.isObject(line.bytes())) {
          sink.accept(line);
          remember(line);
        }
      }
      return new StreamEnd("the stream ended");
    } catch (NotJsonLinesException e) {
      String text = e.getMessage() + " came instead of JSON lines";
      return new StreamEnd(text, Duration.ZERO, true);
    } catch (SocketTimeoutException e) {
      return new StreamEnd("no data for " + options.idle().toMillis() / 1000.0 + " s");
    } catch (IOException e) {
      requireNoInterrupt(e);
      return new StreamEnd("the stream broke: " + StreamClient.problem(e));
    }
  }

  private static void requireNoInterrupt(IOException e) throws InterruptedException {
    if (e instanceof InterruptedIOException && Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private URI start() {
    if (newestMtime == 0) {
      return url.start();
    }
    long latest = Math.min(newestMtime, time.millis());
    long since = Math.max(1, latest - options.overlap().toMillis());
    boolean asksForMore = newestMtime == heldMtime && url.sinceMtime() < since;
    return asksForMore ? url.start() : url.since(since);
  }

  /** A newer record shows that the stream works and how far it got. */
  private void remember(Line line) {
    if (!line.isStub()
        && parser.parse(line.bytes(), 0, time.millis()) instanceof Rsvp rsvp
        && rsvp.mtime() > newestMtime) {
      newestMtime = rsvp.mtime();
      backOff.reset();
      named = "";
    }
  }
}
