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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpSourceTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final long T = 1_500_000_000_000L;

  private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(100);
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  /** What the server does with one request; an exception breaks the connection. */
  private interface Answer {
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
    answers.add(
        exchange -> {
          write(exchange, RsvpLines.line(1, T) + "\n{\"rsvp_id\":2");
          exchange.close();
        });
    answers.add(exchange -> hold(exchange, RsvpLines.line(2, T) + "\n"));

    runUntil(source(LONG, Duration.ZERO), 2);

    assertThat(ids()).containsExactly(1L, 2L);
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0)).contains(": the stream ended; again in ");
  }

  @Test
  void run_streamStalls_watchdogConnectsAgain() throws Exception {
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));
    answers.add(exchange -> hold(exchange, RsvpLines.line(2, T) + "\n"));

    FakeTime time = new FakeTime(T);
    HttpSource source = new HttpSource(url(), options(LONG, Duration.ZERO, 0), notices::add, time);
    source.run(
        line -> {
          lines.add(line);
          if (lines.size() == 1) {
            time.stall(1);
          } else {
            source.close();
          }
        });

    assertThat(ids()).containsExactly(1L, 2L);
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0)).contains(": nothing came for 60.0 s; again in ");
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
    assertThat(notices.get(0)).startsWith(url() + ": the server answers 503; again in ");
    assertThat(notices.get(1)).contains("404");
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
        .hasMessage(url() + ": the server answers 302; gave up after 2 attempts");
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
          .until(() -> notices.stream().anyMatch(n -> n.contains("nothing listens")));
      answers.add(exchange -> hold(exchange, RsvpLines.line(2, T + 6000) + "\n"));
      start(port);

      await().atMost(LONG).until(() -> lines.size() == 2);
    }
    assertThat(queries).containsExactly("null", "since_mtime=" + (T + 4000));
  }

  @Test
  void run_nothingListens_givesUpWhenTold() {
    String url = url();
    server.stop(0);
    HttpSource source = source(LONG, Duration.ZERO, 3);

    assertThatThrownBy(() -> source.run(lines::add))
        .isInstanceOf(FeedException.class)
        .hasMessage(url + ": nothing listens there; gave up after 3 attempts");
    assertThat(notices).hasSize(2);
  }

  @Test
  void run_unknownHost_saysSo() {
    HttpOptions once =
        new HttpOptions(LONG, LONG, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1), 1);
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
  void interrupt_whileReading_ends() throws Exception {
    answers.add(exchange -> hold(exchange, RsvpLines.line(1, T) + "\n"));
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
    await().atMost(LONG).until(() -> lines.size() == 1);

    thread.interrupt();
    thread.join(LONG.toMillis());

    assertThat(interrupted.getCount()).isZero();
  }

  private void start(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext(
        "/2/rsvps",
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
    return new HttpSource(url(), options(idle, overlap, giveUpAfter), notices::add);
  }

  private static HttpOptions options(Duration idle, Duration overlap, int giveUpAfter) {
    return new HttpOptions(
        LONG, idle, overlap, Duration.ofMillis(10), Duration.ofMillis(100), giveUpAfter);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/2/rsvps";
  }

  private void runUntil(HttpSource source, int count) {
    try (source) {
      threads.submit(() -> run(source));
      await().atMost(LONG).until(() -> lines.size() >= count);
    }
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

  /** Says something, and then nothing until the test is over. */
  private void hold(HttpExchange exchange, String text) throws Exception {
    write(exchange, text);
    over.await();
  }

  private static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }
}
