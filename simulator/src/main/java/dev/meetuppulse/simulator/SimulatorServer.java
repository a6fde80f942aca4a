package dev.meetuppulse.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meetuppulse.core.threads.DaemonThreads;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/**
 * Serves a simulated stream as Meetup did: {@code GET /2/rsvps}, chunked, one JSON object per line,
 * blank lines in silence, {@code since_mtime} or {@code since_count} but not both, at most ten
 * connections a client.
 *
 * <p>Each connection computes the stream again from the options, so no history is kept and none is
 * ever missing: a server that was killed and started again with the same options goes on with the
 * same stream.
 */
public final class SimulatorServer implements AutoCloseable {

  /** When lines are sent, and what {@code since_mtime=T} gives. */
  public enum Pacing {
    /**
     * Lines are sent when the wall clock reaches their stream time. Of the past a client gets the
     * lines with an {@code mtime} above T: one that came late, with an older one, is not among
     * them. After the last line there is silence.
     */
    LIVE,
    /**
     * Lines are sent at once, from the beginning of the stream or from the line that first brought
     * an {@code mtime} of T or later: all that follow it, with any {@code mtime}. The connection
     * ends with the stream.
     */
    FAST
  }

  private static final String PATH = "/2/rsvps";
  private static final int BUFFER_BYTES = 1 << 16;

  /** How long before the present the kept position lies, from which new connections start. */
  private static final long KEPT_MILLIS = Duration.ofMinutes(15).toMillis();

  private final SimulatorOptions options;
  private final World world;
  private final Pacing pace;
  private final Duration keepAlive;
  private final LongSupplier clock;
  private final HttpServer server;
  private final ExecutorService threads;
  private final ClientLimit limit = new ClientLimit();
  private StreamPosition recent;

  /**
   * Starts to serve.
   *
   * @param address where to listen; port 0 for any
   * @param keepAlive a blank line is sent after this much silence
   * @throws IOException if the port is taken
   */
  public SimulatorServer(
      SimulatorOptions options, InetSocketAddress address, Pacing pace, Duration keepAlive)
      throws IOException {
    this(options, address, pace, keepAlive, System::currentTimeMillis);
  }

  SimulatorServer(
      SimulatorOptions options,
      InetSocketAddress address,
      Pacing pace,
      Duration keepAlive,
      LongSupplier clock)
      throws IOException {
    this.options = options;
    this.world = World.of(options);
    this.pace = pace;
    this.keepAlive = keepAlive;
    this.clock = clock;
    this.recent = beginning();
    this.server = HttpServer.create(address, 0);
    this.threads = Executors.newCachedThreadPool(DaemonThreads.named("simulator"));
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Cuts all connections off, in the middle of a line if need be. */
  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    InetAddress client = exchange.getRemoteAddress().getAddress();
    ClientLimit.Admission verdict = limit.opened(client);
    try {
      switch (verdict) {
        case TOO_MANY_OF_CLIENT ->
            refuse(exchange, 429, "at most " + ClientLimit.OF_CLIENT + " connections a client");
        case TOO_MANY -> refuse(exchange, 503, "too many connections");
        case FINE -> answer(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      limit.closed(client);
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      refuse(exchange, 404, "nothing here but " + PATH);
      return;
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      refuse(exchange, 405, "only GET");
      return;
    }
    StreamRequest request;
    try {
      request = StreamRequest.of(exchange.getRequestURI().getRawQuery());
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, e.getMessage());
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER_BYTES)) {
      StreamSender sender = new StreamSender(out, pace, keepAlive, clock);
      if (request.sinceMtime() != null) {
        sendSinceMtime(sender, request.sinceMtime());
      } else {
        sendSinceCount(sender, request.sinceCount());
      }
    }
  }

  private void sendSinceMtime(StreamSender sender, long since)
      throws IOException, InterruptedException {
    StreamPosition position = recentPosition();
    if (position.newest() >= since) {
      position = beginning();
    }
    long present = present();
    while (position.isBefore(present) && !position.reaches(since)) {
      position.next();
    }
    while (pace == Pacing.LIVE && position.isBefore(present)) {
      SimulatedLine line = position.next();
      if (!(line instanceof SimulatedRsvp rsvp) || rsvp.mtime() > since) {
        sender.send(line);
      }
    }
    sender.sendAll(position);
  }

  private void sendSinceCount(StreamSender sender, int count)
      throws IOException, InterruptedException {
    StreamPosition position = recentPosition();
    Deque<SimulatedLine> last = new ArrayDeque<>();
    if (pace == Pacing.LIVE) {
      long present = present();
      while (position.isBefore(present)) {
        last.add(position.next());
        if (last.size() > count) {
          last.remove();
        }
      }
    }
    for (SimulatedLine line : last) {
      sender.send(line);
    }
    sender.sendAll(position);
  }

  /** Stream time up to which lines are in the past. */
  private long present() {
    return pace == Pacing.LIVE ? clock.getAsLong() : Long.MAX_VALUE;
  }

  private StreamPosition beginning() {
    return new StreamPosition(new Simulator(options, world));
  }

  /** A place in the stream that is a while before the present, or its beginning. */
  private synchronized StreamPosition recentPosition() {
    if (pace == Pacing.LIVE) {
      long before = clock.getAsLong() - KEPT_MILLIS;
      while (recent.isBefore(before)) {
        // Passed over here, it is computed again for those who ask for it.
        recent.next();
      }
    }
    return new StreamPosition(recent);
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
