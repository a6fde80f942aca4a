package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Follows an HTTP stream of JSON lines for as long as it runs, whatever the server does.
 *
 * <p>When a stream ends, breaks or falls silent it waits and connects again, and asks with {@code
 * since_mtime} for what it may have missed. It asks from a little before the newest record it has
 * seen: a record that comes twice is a duplicate, but one that does not come is lost. For the same
 * reason it drops a last line that no line end follows; it comes again.
 */
public final class HttpSource implements Source {
  private static final int OK = 200;

  private final StreamUrl url;
  private final HttpOptions options;
  private final Consumer<String> notices;
  private final SourceTime time;
  private final BackOff backOff;
  private final RsvpParser parser = new RsvpParser();
  private final HttpClient client;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile HttpBody body;
  private long newestMtime;

  /**
   * @param url of the stream
   * @param notices told in one line why the stream is interrupted and when it is tried again
   * @throws FeedException if the URL is none
   */
  public HttpSource(String url, HttpOptions options, Consumer<String> notices) {
    this(url, options, notices, SourceTime.SYSTEM);
  }

  HttpSource(String url, HttpOptions options, Consumer<String> notices, SourceTime time) {
    this.url = new StreamUrl(url);
    this.options = options;
    this.notices = notices;
    this.time = time;
    this.backOff =
        new BackOff(options.firstBackOff(), options.longestBackOff(), RandomGenerator.getDefault());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(options.answer())
            .build();
  }

  @Override
  public void run(LineSink sink) throws InterruptedException {
    while (closed.getCount() > 0) {
      String trouble = stream(sink);
      if (closed.getCount() == 0) {
        return;
      }
      Duration wait = backOff.next();
      if (backOff.failures() == options.giveUpAfter()) {
        throw new FeedException(
            url.title() + ": " + trouble + "; gave up after " + backOff.failures() + " attempts");
      }
      notices.accept(
          String.format("%s: %s; again in %.1f s", url.title(), trouble, wait.toMillis() / 1000.0));
      if (time.await(closed, wait.toNanos())) {
        return;
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    HttpBody open = body;
    if (open != null) {
      open.close();
    }
  }

  /** Reads one answer to its end; returns why it ended. */
  private String stream(LineSink sink) throws InterruptedException {
    URI uri =
        newestMtime == 0
            ? url.start()
            : url.since(Math.max(1, newestMtime - options.overlap().toMillis()));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(options.answer())
            .header("Accept", "application/json")
            .header("User-Agent", "meetup-pulse")
            .build();
    HttpResponse<HttpBody> response;
    try {
      response = client.send(request, head -> new HttpBody(options.idle(), time));
    } catch (HttpTimeoutException e) {
      return "no answer within " + options.answer().toMillis() / 1000.0 + " s";
    } catch (ConnectException e) {
      return isUnknownHost(e) ? "no such host" : "nothing listens there";
    } catch (IOException e) {
      return FeedException.firstLine(e);
    }
    try (HttpBody in = response.body()) {
      body = in;
      return response.statusCode() == OK
          ? readLines(in, sink)
          : "the server answers " + response.statusCode();
    } finally {
      body = null;
    }
  }

  private String readLines(HttpBody in, LineSink sink) throws InterruptedException {
    try {
      LineReader reader = new LineReader(in);
      Line line;
      while (closed.getCount() > 0 && (line = reader.next()) != null) {
        if (line.complete()) {
          sink.accept(line);
          remember(line);
        }
      }
      return "the stream ended";
    } catch (SocketTimeoutException e) {
      return e.getMessage();
    } catch (InterruptedIOException e) {
      throw new InterruptedException();
    } catch (IOException e) {
      return "the stream broke: " + FeedException.firstLine(e);
    }
  }

  private static boolean isUnknownHost(Throwable e) {
    return e != null && (e instanceof UnresolvedAddressException || isUnknownHost(e.getCause()));
  }

  /** Only a valid record shows that the stream works and how far it got. */
  private void remember(Line line) {
    if (!line.isStub() && parser.parse(line.bytes(), 0, time.millis()) instanceof Rsvp rsvp) {
      newestMtime = Math.max(newestMtime, rsvp.mtime());
      backOff.reset();
    }
  }
}
