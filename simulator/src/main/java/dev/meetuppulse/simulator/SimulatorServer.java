package dev.meetuppulse.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Serves a simulated stream as Meetup did: {@code GET /2/rsvps}, chunked, one JSON object a line,
 * blank lines when there is nothing to say, {@code since_mtime} or {@code since_count} but not
 * both, at most ten connections a client.
 *
 * <p>Each connection makes the stream anew, so no history is kept and none is ever missing: a
 * server that was killed and started again with the same options goes on with the same stream, and
 * {@code since_mtime} fills the gap exactly. {@code since_mtime=T} goes back to the line that first
 * brought an {@code mtime} of T or later, and sends all that came after it, in order, also what is
 * older: a client that asks with the largest {@code mtime} it has seen misses nothing.
 */
public final class SimulatorServer implements AutoCloseable {

  /** When lines are sent. */
  public enum Pace {
    /**
     * When the wall clock reaches their stream time; what is past goes to those who ask for it.
     * After the last line there is silence.
     */
    LIVE,
    /**
     * At once; every connection gets the stream from its beginning, or from where it asks, and ends
     * with it.
     */
    FAST
  }

  private static final String PATH = "/2/rsvps";
  private static final int MOST_CONNECTIONS_OF_CLIENT = 10;
  private static final int MOST_CONNECTIONS = 500;
  private static final int MOST_SINCE_COUNT = 10_000;
  private static final int BUFFER_BYTES = 1 << 16;

  /** How far behind the present the point stays that new connections start from. */
  private static final long KEPT_MILLIS = Duration.ofMinutes(15).toMillis();

  private final SimulatorOptions options;
  private final World world;
  private final Pace pace;
  private final Duration keepAlive;
  private final LongSupplier clock;
  private final HttpServer server;
  private final ExecutorService threads;
  private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();
  private final AtomicInteger allConnections = new AtomicInteger();
  private Position recent;

  /** A place in the stream: what comes next, and the newest {@code mtime} before it. */
  private static final class Position {
    private final Simulator simulator;
    private SimulatedLine ahead;
    private long newest = Long.MIN_VALUE;

    Position(Simulator simulator) {
      this.simulator = simulator;
      look();
    }

    Position(Position other) {
      simulator = new Simulator(other.simulator);
      ahead = other.ahead;
      newest = other.newest;
    }

    /** The next line, not taken yet; null at the end. */
    SimulatedLine peek() {
      return ahead;
    }

    SimulatedLine next() {
      SimulatedLine line = ahead;
      newest = newestAfter(line);
      look();
      return line;
    }

    boolean isBefore(long time) {
      return ahead != null && ahead.at() < time;
    }

    boolean reaches(long mtime) {
      return ahead != null && newestAfter(ahead) >= mtime;
    }

    private long newestAfter(SimulatedLine line) {
      return line instanceof SimulatedRsvp rsvp ? Math.max(newest, rsvp.mtime()) : newest;
    }

    private void look() {
      ahead = simulator.hasNext() ? simulator.next() : null;
    }
  }

  /**
   * Starts to serve.
   *
   * @param address where to listen; port 0 for any
   * @param keepAlive after so much silence a blank line is sent
   * @throws IOException if the port is taken
   */
  public SimulatorServer(
      SimulatorOptions options, InetSocketAddress address, Pace pace, Duration keepAlive)
      throws IOException {
    this(options, address, pace, keepAlive, System::currentTimeMillis);
  }

  SimulatorServer(
      SimulatorOptions options,
      InetSocketAddress address,
      Pace pace,
      Duration keepAlive,
      LongSupplier clock)
      throws IOException {
    this.options = options;
    this.world = new World(options.seed(), options.groups());
    this.pace = pace;
    this.keepAlive = keepAlive;
    this.clock = clock;
    this.recent = new Position(new Simulator(options, world));
    this.server = HttpServer.create(address, 0);
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "simulator");
              thread.setDaemon(true);
              return thread;
            });
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** The port it listens on. */
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
    boolean clientHasTooMany =
        connections.merge(client, 1, Integer::sum) > MOST_CONNECTIONS_OF_CLIENT;
    boolean tooMany = allConnections.incrementAndGet() > MOST_CONNECTIONS;
    try {
      if (clientHasTooMany) {
        refuse(exchange, 429, "at most " + MOST_CONNECTIONS_OF_CLIENT + " connections a client");
      } else if (tooMany) {
        refuse(exchange, 503, "too many connections");
      } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
        refuse(exchange, 404, "nothing here but " + PATH);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        refuse(exchange, 405, "only GET");
      } else {
        answer(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.computeIfPresent(client, (address, count) -> count == 1 ? null : count - 1);
      allConnections.decrementAndGet();
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String sinceMtime = query.get("since_mtime");
    String sinceCount = query.get("since_count");
    if (sinceMtime != null && sinceCount != null) {
      refuse(exchange, 400, "since_mtime or since_count, not both");
    } else if (sinceMtime != null && !sinceMtime.matches("\\d{1,18}")) {
      refuse(exchange, 400, "since_mtime must be milliseconds since the epoch");
    } else if (sinceCount != null
        && !(sinceCount.matches("\\d{1,6}") && Integer.parseInt(sinceCount) <= MOST_SINCE_COUNT)) {
      refuse(exchange, 400, "since_count must be a number up to " + MOST_SINCE_COUNT);
    } else {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER_BYTES)) {
        if (sinceMtime != null) {
          sinceMtime(out, Long.parseLong(sinceMtime));
        } else {
          sinceCount(out, sinceCount == null ? 0 : Integer.parseInt(sinceCount));
        }
      }
    }
  }

  private void sinceMtime(OutputStream out, long since) throws IOException, InterruptedException {
    long present = present();
    Position position = recentPosition(present);
    if (position.newest >= since) {
      position = new Position(new Simulator(options, world));
    }
    while (position.isBefore(present) && !position.reaches(since)) {
      position.next();
    }
    stream(out, position);
  }

  private void sinceCount(OutputStream out, int count) throws IOException, InterruptedException {
    if (pace == Pace.FAST) {
      stream(out, new Position(new Simulator(options, world)));
      return;
    }
    long present = present();
    Position position = recentPosition(present);
    Deque<SimulatedLine> last = new ArrayDeque<>();
    while (position.isBefore(present)) {
      last.add(position.next());
      if (last.size() > count) {
        last.remove();
      }
    }
    for (SimulatedLine line : last) {
      send(out, line);
    }
    stream(out, position);
  }

  /** Stream time up to which lines are in the past. */
  private long present() {
    return pace == Pace.LIVE ? clock.getAsLong() : Long.MAX_VALUE;
  }

  /** A place in the stream that is a while before the present. */
  private synchronized Position recentPosition(long present) {
    if (pace == Pace.LIVE) {
      while (recent.isBefore(present - KEPT_MILLIS)) {
        // What is passed over here is made anew for those who ask for it.
        recent.next();
      }
    }
    return new Position(recent);
  }

  private void stream(OutputStream out, Position position)
      throws IOException, InterruptedException {
    while (position.peek() != null) {
      send(out, position.next());
    }
    if (pace == Pace.LIVE) {
      waitFor(out, Long.MAX_VALUE);
    }
  }

  private void send(OutputStream out, SimulatedLine line) throws IOException, InterruptedException {
    if (pace == Pace.LIVE) {
      waitFor(out, line.at());
    }
    out.write(line.bytes());
    out.write('\n');
    if (Thread.interrupted()) {
      throw new InterruptedException("the simulator is closed");
    }
  }

  private void waitFor(OutputStream out, long at) throws IOException, InterruptedException {
    long left = at - clock.getAsLong();
    if (left <= 0) {
      return;
    }
    out.flush();
    while (left > keepAlive.toMillis()) {
      Thread.sleep(keepAlive.toMillis());
      out.write('\n');
      out.flush();
      left = at - clock.getAsLong();
    }
    if (left > 0) {
      Thread.sleep(left);
    }
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    byte[] body = (why + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    if (text != null) {
      for (String part : text.split("&")) {
        String[] keyAndValue = part.split("=", 2);
        query.put(keyAndValue[0], keyAndValue.length > 1 ? keyAndValue[1] : "");
      }
    }
    return query;
  }
}
