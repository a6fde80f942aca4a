package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSourceTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long T = 1_500_000_000_000L;

  private final BlockingQueue<ServerAnswer> answers = new ArrayBlockingQueue<>(100);
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  /** Handles one request as the server; an exception breaks the connection. */
  private interface ServerAnswer {
    void give(HttpExchange exchange) throws Exception;
  }

  @BeforeEach
  void startServer() throws IOException {
    start(0);
  }

  @AfterEach
  void stopServer() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void run_streamDiesInMidLine_cutLineIsDroppedAndAskedForAgain() throws Exception {
    String second = RsvpLines.line(2, T + 2000);
    answers.add(
        exchange -> {
          write(exchange, RsvpLines.line(1, T + 1000) + "\n" + second.substring(0, 100));
          throw new IOException("died");
        });
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T + 1000) + "\n" + second + "\n"));

    runUntil(source(LONG, Duration.ofMillis(300)), 3);

    assertThat(ids()).containsExactly(1L, 1L, 2L);
    assertThat(queries).containsExactly("null", "since_mtime=" + (T + 700));
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0)).startsWith(url() + ": the stream broke: ");
  }

  @Test
  void run_streamEndsCleanly_cutLineIsDroppedToo() throws Exception {
    answers.add(exchange -> end(exchange, RsvpLines.line(1, T) + "\n{\"rsvp_id\":2"));
    answers.add(exchange -> hold(exchange, RsvpLines.line(2, T) + "\n"));

    HttpSource source = source(LONG, Duration.ZERO);
    runUntil(source, 2);

    assertThat(ids()).containsExactly(1L, 2L);
    assertThat(source.reconnects()).isEqualTo(1);
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0)).contains(": the stream ended; retrying in ");
  }

  @Test
  void run_streamStalls_watchdogConnectsAgain() {
    for (int i = 0; i < 100; i++) {
      answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));
    }

    runUntil(
        () -> notices.stream().anyMatch(n -> n.contains(": no data for 0.5 s; retrying in ")),
        source(Duration.ofMillis(500), Duration.ZERO));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20})
  void run_headersWithoutEnd_connectsAgain(int pauseMillis) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      threads.submit(() -> sendHeaders(socket, pauseMillis));
      Duration brief = Duration.ofMillis(300);
      HttpOptions options =
          HttpOptions.defaults()
              .withIdle(pauseMillis == 0 ? LONG : brief)
              .withBackOff(Duration.ofMillis(10), Duration.ofMillis(10));
      String url = "http://127.0.0.1:" + socket.getLocalPort() + "/";

      runUntil(() -> !notices.isEmpty(), new HttpSource(url, options, notices::add));
    }
    assertThat(lines).isEmpty();
  }

  /** As netcat serves a recording: without a word of HTTP before it. */
  @Test
  void run_serverWithoutHttp_isNamedOnceWithNothingOfWhatItSent() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      threads.submit(
          () -> {
            while (true) {
              try (Socket client = socket.accept()) {
                client.getOutputStream().write((RsvpLines.line(1, T) + "\n").getBytes(UTF_8));
              }
            }
          });
      String url = "http://127.0.0.1:" + socket.getLocalPort() + "/";
      try (HttpSource source =
          new HttpSource(url, options(LONG, Duration.ZERO).givingUpAfter(3), notices::add)) {
        assertThatThrownBy(() -> source.run(lines::add))
            .isInstanceOf(FeedException.class)
            .hasMessageContaining("the server does not speak HTTP")
            .hasMessageNotContaining(RsvpLines.SECRET);
      }
      assertThat(notices).hasSize(1).noneMatch(notice -> notice.contains("{"));
    }
  }

  /** Sends headers to each client until it closes the connection. */
  private Void sendHeaders(ServerSocket socket, int pauseMillis) throws Exception {
    while (over.getCount() > 0) {
      try (Socket client = socket.accept()) {
        client.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
        while (!over.await(pauseMillis, TimeUnit.MILLISECONDS)) {
          client.getOutputStream().write("X: x\r\n".getBytes(UTF_8));
        }
      } catch (IOException e) {
        // The client hung up.
      }
    }
    return null;
  }

  @Test
  void run_keepAlives_areNoLines() throws Exception {
    answers.add(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 30; i++) {
            exchange.getResponseBody().write('\n');
            exchange.getResponseBody().flush();
          }
          hold(exchange, RsvpLines.line(1, T) + "\n");
        });

    runUntil(source(LONG, Duration.ZERO), 1);

    assertThat(notices).isEmpty();
  }

  @Test
  void run_serverIsUnwell_survivesWithANoticeEach() throws Exception {
    answers.add(exchange -> status(exchange, 503));
    answers.add(exchange -> status(exchange, 404));
    answers.add(exchange -> status(exchange, 204));
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));

    runUntil(source(LONG, Duration.ZERO), 1);

    assertThat(queries).containsOnly("null");
    assertThat(notices).hasSize(3);
    assertThat(notices.get(0)).startsWith(url() + ": the server answers 503; retrying in ");
    assertThat(notices.get(1)).contains("404: no stream is at this address");
    assertThat(notices.get(2)).contains("204");
    assertThat(notices).noneMatch(notice -> notice.contains("\n"));
  }

  @Test
  void run_redirectsInACircle_areGivenUp() throws Exception {
    for (int i = 0; i < 50; i++) {
      answers.add(
          exchange -> {
            exchange.getResponseHeaders().add("Location", url());
            status(exchange, 302);
          });
    }
    HttpSource source = source(LONG, Duration.ZERO, 2);

    assertThatThrownBy(() -> source.run(lines::add))
        .isInstanceOf(FeedException.class)
        .hasMessage(url() + ": the server redirects again and again; gave up after 2 attempts");
  }

  @Test
  void run_garbage_isHandedOverBoundedAndMovesNothing() throws Exception {
    answers.add(
        exchange -> {
          write(exchange, "<html>\u0000\n" + "x".repeat(3_000_000) + "\n{\"mtime\":9e99}\n");
          write(exchange, RsvpLines.line(1, Long.MAX_VALUE - 1) + "\n");
          exchange.close();
        });
    answers.add(exchange -> hold(exchange, RsvpLines.line(2, T) + "\n"));

    runUntil(source(LONG, Duration.ZERO), 5);

    assertThat(lines.get(1).length()).isEqualTo(3_000_000);
    assertThat(lines.get(1).bytes()).hasSize(LineReader.STUB_BYTES);
    assertThat(queries).containsExactly("null", "null");
  }

  @Test
  void run_serverKilledAndStarted_goesOn() throws Exception {
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T + 5000) + "\n"));
    try (HttpSource source = source(LONG, Duration.ofSeconds(1))) {
      threads.submit(() -> run(source));
      await().atMost(LONG).until(() -> lines.size() == 1);
      int port = server.getAddress().getPort();

      server.stop(0);
      await()
          .atMost(LONG)
          .until(() -> notices.stream().anyMatch(n -> n.contains("connection refused")));
      answers.add(exchange -> hold(exchange, RsvpLines.line(2, T + 6000) + "\n"));
      start(port);

      await().atMost(LONG).until(() -> lines.size() == 2);
    }
    assertThat(queries).containsExactly("null", "since_mtime=" + (T + 4000));
  }

  @Test
  void run_nothingListens_givesUpAfterThatManyAttempts() {
    String url = url();
    server.stop(0);
    HttpSource source = source(LONG, Duration.ZERO, 3);

    assertThatThrownBy(() -> source.run(lines::add))
        .isInstanceOf(FeedException.class)
        .hasMessage(url + ": connection refused; gave up after 3 attempts");
    assertThat(notices).hasSize(2);
  }

  @Test
  void run_unknownHost_reportsIt() {
    HttpOptions once =
        HttpOptions.defaults()
            .withBackOff(Duration.ofMillis(1), Duration.ofMillis(1))
            .givingUpAfter(1);
    HttpSource source = new HttpSource("http://no-such-host.invalid/", once, notices::add);

    assertThatThrownBy(() -> source.run(lines::add))
        .hasMessage("http://no-such-host.invalid/: no such host; gave up after 1 attempts");
  }

  @Test
  void run_sinkFails_itsExceptionEndsTheRun() {
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));
    HttpSource source = source(LONG, Duration.ZERO);

    assertThatThrownBy(
            () ->
                source.run(
                    line -> {
                      throw new FeedException("Kafka is gone");
                    }))
        .hasMessage("Kafka is gone");
  }

  @Test
  void close_whileReading_ends() throws Exception {
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));
    HttpSource source = source(LONG, Duration.ZERO);
    Thread thread = new Thread(() -> run(source));
    thread.start();
    await().atMost(LONG).until(() -> lines.size() == 1);

    source.close();
    thread.join(LONG.toMillis());

    assertThat(thread.isAlive()).isFalse();
    assertThat(notices).isEmpty();
  }

  @Test
  void interrupt_whileWaiting_ends() throws Exception {
    answers.add(exchange -> status(exchange, 503, "Retry-After", "3600"));
    HttpSource source = source(LONG, Duration.ZERO);
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                source.run(lines::add);
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
            });
    thread.start();
    await().atMost(LONG).until(() -> notices.size() == 1);

    thread.interrupt();
    thread.join(LONG.toMillis());

    assertThat(interrupted.getCount()).isZero();
  }

  @Test
  void run_completeAnswer_endsItsLastLine() throws Exception {
    String body = RsvpLines.line(1, T) + "\n" + RsvpLines.line(2, T + 1);
    answers.add(exchange -> whole(exchange, "application/json", body));
    answers.add(exchange -> end(exchange, RsvpLines.line(3, T + 2)));
    answers.add(exchange -> hold(exchange, RsvpLines.line(4, T + 3) + "\n"));

    runUntil(source(LONG, Duration.ZERO), 4);

    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L);
  }

  /** Waits grow until a record comes that is newer than all before, and not merely valid. */
  @Test
  void run_sameAnswerAgainAndAgain_givesUpAsIfNothingCame() {
    for (int i = 0; i < 10; i++) {
      answers.add(exchange -> end(exchange, RsvpLines.line(1, T) + "\n"));
    }
    HttpSource source = source(LONG, Duration.ZERO, 3);

    assertThatThrownBy(() -> source.run(lines::add))
        .hasMessageEndingWith(": the stream ended; gave up after 3 attempts");
    assertThat(queries).hasSize(3);
  }

  @Test
  void run_recordAheadOfTheClock_asksFromTheClockLessTheOverlap() {
    long before = System.currentTimeMillis();
    answers.add(
        exchange -> end(exchange, RsvpLines.line(1, System.currentTimeMillis() + 50_000) + "\n"));
    answers.add(exchange -> hold(exchange, RsvpLines.line(2, T) + "\n"));

    runUntil(source(LONG, Duration.ofSeconds(30)), 2);

    assertThat(since(1)).isBetween(before - 30_000, System.currentTimeMillis() - 30_000);
  }

  @Test
  void run_recordsHeldButTheAddressAsksForOlderOnes_asItAsks() {
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));

    runUntil(held(url() + "?since_mtime=7", T + 5000), 1);
    lines.clear();
    runUntil(held(url() + "?since_mtime=" + (T + 9000), T + 5000), 1);

    assertThat(queries).containsExactly("since_mtime=7", "since_mtime=" + (T + 4000));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void run_retryAfterSeconds_isWaited(int status) {
    answers.add(exchange -> status(exchange, status, "Retry-After", "45"));

    runUntil(() -> notices.size() == 1, source(LONG, Duration.ZERO));

    assertThat(notices.get(0)).endsWith("; retrying in 45.0 s");
    assertThat(queries).hasSize(1);
  }

  @Test
  void run_retryAfterDate_isWaited() {
    answers.add(
        exchange -> {
          ZonedDateTime until = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3600);
          String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(until);
          status(exchange, 429, "Retry-After", text);
        });

    runUntil(() -> notices.size() == 1, source(LONG, Duration.ZERO));

    assertThat(notices.get(0)).matches(".*; retrying in (3[56]\\d\\d|3600)\\.\\d s");
  }

  @Test
  void run_retryAfterNonsense_isTheUsualWait() {
    answers.add(exchange -> status(exchange, 429, "Retry-After", "-5 potatoes"));
    answers.add(exchange -> status(exchange, 429, "Retry-After", "Thu, 26 Nov 1999 20:00:00 GMT"));
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));

    runUntil(source(LONG, Duration.ZERO), 1);
  }

  @Test
  void run_streamBehindARedirect_isFollowed() {
    answers.add(exchange -> status(exchange, 302, "Location", "/2/rsvps?moved"));
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));

    runUntil(source(LONG, Duration.ZERO), 1);

    assertThat(queries).containsExactly("null", "moved");
    assertThat(notices).isEmpty();
  }

  @Test
  void run_answerPackedUnasked_isUnpacked() {
    answers.add(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, 0);
          GZIPOutputStream out = new GZIPOutputStream(exchange.getResponseBody(), 512, true);
          out.write((RsvpLines.line(1, T) + "\n").getBytes(UTF_8));
          out.flush();
          over.await();
        });

    runUntil(source(LONG, Duration.ZERO), 1);

    assertThat(ids()).containsExactly(1L);
  }

  @Test
  void run_noJsonLines_namedOnceAndNothingOfItIsHandedOver() {
    String array = "[" + RsvpLines.line(1, T) + ",\n" + RsvpLines.line(2, T) + "]";
    for (int i = 0; i < 3; i++) {
      answers.add(exchange -> whole(exchange, "text/html", "<html>\n<p>Sign in\n</html>\n"));
    }
    answers.add(exchange -> whole(exchange, "application/json", array));
    answers.add(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "br");
          whole(exchange, "application/json", "\u0001\u0002");
        });
    answers.add(exchange -> hold(exchange, "data: " + RsvpLines.line(1, T) + "\n\n"));
    answers.add(exchange -> hold(exchange, RsvpLines.line(9, T) + "\n"));

    runUntil(source(LONG, Duration.ZERO), 1);

    assertThat(ids()).containsExactly(9L);
    assertThat(notices)
        .extracting(notice -> notice.replaceAll(".*rsvps: | came instead of JSON lines; .*", ""))
        .containsExactly(
            "HTML or XML", "a JSON array", "bytes packed with br", "server-sent events");
  }

  @Test
  void run_proxyOfTheEnvironment_isAskedWithItsPassword() {
    answers.add(exchange -> status(exchange, 407, "Proxy-Authenticate", "Basic realm=\"x\""));
    List<String> headers = new CopyOnWriteArrayList<>();
    answers.add(
        exchange -> {
          headers.add(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
          hold(exchange, RsvpLines.line(1, T) + "\n");
        });
    HttpOptions options =
        options(LONG, Duration.ZERO)
            .withProxiesOf(
                Map.of(
                    "HTTP_PROXY", "http://me:s%40cret@127.0.0.1:" + server.getAddress().getPort()));

    runUntil(new HttpSource("http://no-such-host.invalid/2/rsvps", options, notices::add), 1);

    assertThat(headers)
        .containsExactly(
            "Basic " + Base64.getEncoder().encodeToString("me:s@cret".getBytes(UTF_8)));
    assertThat(notices).isEmpty();
  }

  @Test
  void run_proxyIsAway_namedWithoutItsPassword() {
    int port = server.getAddress().getPort();
    server.stop(0);
    HttpOptions options =
        options(LONG, Duration.ZERO)
            .givingUpAfter(1)
            .withProxiesOf(Map.of("http_proxy", "http://me:secret@127.0.0.1:" + port));
    HttpSource source = new HttpSource("http://example.org/", options, notices::add);

    assertThatThrownBy(() -> source.run(lines::add))
        .hasMessage(
            "http://example.org/: connection refused (through the proxy 127.0.0.1:"
                + port
                + "); gave up after 1 attempts");
  }

  @Test
  void run_topicThatDoesNotAnswerYet_isAskedUntilItDoes() {
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));
    AtomicInteger asked = new AtomicInteger();
    HttpSource.ResumePoint slow =
        () -> {
          if (asked.incrementAndGet() < 3) {
            throw new TryLaterException("partition 5 is away", null);
          }
          return T;
        };

    runUntil(new HttpSource(url(), options(LONG, Duration.ofSeconds(1)), slow, notices::add), 1);

    assertThat(since(0)).isEqualTo(T - 1_000);
    assertThat(notices).containsExactly("partition 5 is away; retrying");
  }

  private HttpSource held(String url, long newestMtime) {
    return new HttpSource(
        url, options(LONG, Duration.ofSeconds(1)), () -> newestMtime, notices::add);
  }

  private void runUntil(Callable<Boolean> condition, HttpSource source) {
    try (source) {
      threads.submit(() -> run(source));
      await().atMost(LONG).until(condition);
    }
  }

  private long since(int query) {
    return Long.parseLong(queries.get(query).replace("since_mtime=", ""));
  }

  private void start(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          queries.add(String.valueOf(exchange.getRequestURI().getRawQuery()));
          try {
            answers.take().give(exchange);
          } catch (Exception e) {
            throw new IOException(e);
          }
        });
    server.start();
  }

  private HttpSource source(Duration idle, Duration overlap) {
    return source(idle, overlap, 0);
  }

  private HttpSource source(Duration idle, Duration overlap, int giveUpAfter) {
    return new HttpSource(url(), options(idle, overlap).givingUpAfter(giveUpAfter), notices::add);
  }

  private static HttpOptions options(Duration idle, Duration overlap) {
    return HttpOptions.defaults()
        .withIdle(idle)
        .withOverlap(overlap)
        .withBackOff(Duration.ofMillis(10), Duration.ofMillis(100));
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/2/rsvps";
  }

  private void runUntil(HttpSource source, int count) {
    runUntil(() -> lines.size() >= count, source);
    assertThat(lines).hasSize(count);
  }

  private void run(HttpSource source) {
    try {
      source.run(lines::add);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Long> ids() {
    List<Long> ids = new ArrayList<>();
    RsvpParser parser = new RsvpParser();
    for (Line line : lines) {
      ids.add(((Rsvp) parser.parse(line.bytes(), 0, Long.MAX_VALUE)).id());
    }
    return ids;
  }

  private static void write(HttpExchange exchange, String text) throws IOException {
    if (exchange.getResponseCode() < 0) {
      exchange.sendResponseHeaders(200, 0);
    }
    exchange.getResponseBody().write(text.getBytes(UTF_8));
    exchange.getResponseBody().flush();
  }

  private static void end(HttpExchange exchange, String text) throws IOException {
    write(exchange, text);
    exchange.close();
  }

  /** Says something, and then nothing until the test is over. */
  private void hold(HttpExchange exchange, String text) throws Exception {
    write(exchange, text);
    over.await();
  }

  private static void whole(HttpExchange exchange, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void status(HttpExchange exchange, int status, String header, String value)
      throws IOException {
    exchange.getResponseHeaders().set(header, value);
    status(exchange, status);
  }

  private static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
