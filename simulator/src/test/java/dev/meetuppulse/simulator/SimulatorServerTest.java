package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorServerTest {
  private static final long START = 1_790_000_000_000L;
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final SimulatorOptions TWO_THOUSAND =
      SimulatorOptions.of(9, START, 5).withRecords(2_000);

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong clock = new AtomicLong(START);
  private SimulatorServer server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void aFastServerSendsTheWholeStreamAndEnds() throws Exception {
    serve(TWO_THOUSAND, SimulatorServer.Pacing.FAST, LONG);
    assertThat(get("").body().readAllBytes()).isEqualTo(stream(TWO_THOUSAND));
  }

  @Test
  void aClientThatComesBackToARestartedServerHasTheSameBoardsAsOneThatWasNeverCutOff()
      throws Exception {
    Truth undisturbed = new Truth(Set.of("us"));
    for (String line : new String(stream(TWO_THOUSAND), StandardCharsets.UTF_8).split("\n")) {
      accept(undisturbed, line);
    }

    Truth disturbed = new Truth(Set.of("us"));
    serve(TWO_THOUSAND, SimulatorServer.Pacing.FAST, LONG);
    try (BufferedReader lines = reader(get(""))) {
      for (int i = 0; i < 700; i++) {
        accept(disturbed, lines.readLine());
      }
    }
    server.close();
    serve(TWO_THOUSAND, SimulatorServer.Pacing.FAST, LONG);
    int again = 0;
    try (BufferedReader lines = reader(get("?since_mtime=" + disturbed.clock()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        accept(disturbed, line);
        again++;
      }
    }
    assertThat(again).isBetween(1_300, 1_400);
    assertThat(boards(disturbed)).isEqualTo(boards(undisturbed));
  }

  @Test
  void aLiveServerSendsAtStreamTimeAndBlankLinesMeanwhile() throws Exception {
    SimulatorOptions options = TWO_THOUSAND;
    serve(options, SimulatorServer.Pacing.LIVE, Duration.ofMillis(20));
    List<SimulatedLine> expected = lines(options);
    try (BufferedReader lines = reader(get(""))) {
      assertThat(lines.readLine()).isEmpty();
      clock.set(expected.get(4).at());
      List<String> got = new ArrayList<>();
      while (got.size() < 5) {
        String line = lines.readLine();
        if (!line.isEmpty()) {
          got.add(line);
        }
      }
      assertThat(got).isEqualTo(texts(expected.subList(0, 5)));
    }
  }

  @Test
  void aNewClientOfALiveServerStartsAtThePresent() throws Exception {
    serve(TWO_THOUSAND, SimulatorServer.Pacing.LIVE, Duration.ofMillis(20));
    List<SimulatedLine> expected = lines(TWO_THOUSAND);
    clock.set(expected.get(499).at() + 1);
    int first = 500;
    while (expected.get(first).at() < clock.get()) {
      first++;
    }
    for (int i = 0; i < 3; i++) {
      try (BufferedReader lines = reader(get(""))) {
        assertThat(lines.readLine()).isEmpty();
      }
    }
    try (BufferedReader lines = reader(get("?since_count=3"))) {
      assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine()))
          .isEqualTo(texts(expected.subList(first - 3, first)));
      assertThat(lines.readLine()).isEmpty();
    }
  }

  @Test
  void aLiveServerGoesBackBeyondWhatItKeeps() throws Exception {
    SimulatorOptions options = SimulatorOptions.of(9, START, 5);
    List<SimulatedLine> expected = lines(TWO_THOUSAND);
    clock.set(START + Duration.ofHours(2).toMillis());
    serve(options, SimulatorServer.Pacing.LIVE, LONG);
    long since = START + 60_000;
    try (BufferedReader lines = reader(get("?since_mtime=" + since))) {
      for (SimulatedLine line : expected) {
        if (((SimulatedRsvp) line).mtime() > since) {
          assertThat(lines.readLine()).isEqualTo(text(line));
        }
      }
    }
  }

  @Test
  void aLiveServerLeavesOutWhatCameLateOfThePastAndNothingOfThePresent() throws Exception {
    List<SimulatedLine> all = lines(TWO_THOUSAND);
    clock.set(all.get(999).at() + 1);
    long since = clock.get() - 20_000;
    serve(TWO_THOUSAND, SimulatorServer.Pacing.LIVE, Duration.ofMillis(20));
    List<SimulatedLine> expected =
        all.stream()
            .filter(line -> line.at() >= clock.get() || ((SimulatedRsvp) line).mtime() > since)
            .toList();
    assertThat(all.stream().filter(line -> line.at() >= since).count())
        .isGreaterThan(expected.size());
    try (BufferedReader lines = reader(get("?since_mtime=" + since))) {
      for (SimulatedLine line : expected) {
        if (line.at() > clock.get()) {
          clock.set(line.at());
        }
        String got = lines.readLine();
        while (got.isEmpty()) {
          got = lines.readLine();
        }
        assertThat(got).isEqualTo(text(line));
      }
    }
  }

  @Test
  void badRequestsAreRefusedWithAReason() throws Exception {
    serve(TWO_THOUSAND, SimulatorServer.Pacing.FAST, LONG);
    assertThat(get("?since_mtime=1&since_count=1").statusCode()).isEqualTo(400);
    assertThat(get("?since_mtime=yesterday").statusCode()).isEqualTo(400);
    assertThat(get("?since_count=-1").statusCode()).isEqualTo(400);
    assertThat(get("?since_count=999999").statusCode()).isEqualTo(400);
    HttpResponse<InputStream> elsewhere = send(HttpRequest.newBuilder(uri("/3/rsvps")));
    assertThat(elsewhere.statusCode()).isEqualTo(404);
    assertThat(new String(elsewhere.body().readAllBytes(), StandardCharsets.UTF_8))
        .contains("/2/rsvps");
    assertThat(
            send(HttpRequest.newBuilder(uri("/2/rsvps"))
                    .POST(HttpRequest.BodyPublishers.ofString("x")))
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void theEleventhConnectionOfAClientIsRefusedUntilAnotherIsClosed() throws Exception {
    serve(TWO_THOUSAND, SimulatorServer.Pacing.LIVE, Duration.ofMillis(20));
    List<HttpResponse<InputStream>> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(get(""));
      assertThat(ten.get(i).statusCode()).isEqualTo(200);
    }
    assertThat(get("").statusCode()).isEqualTo(429);
    ten.get(0).body().close();
    await()
        .atMost(LONG)
        .until(
            () -> {
              HttpResponse<InputStream> response = get("");
              response.body().close();
              return response.statusCode() == 200;
            });
    for (HttpResponse<InputStream> response : ten) {
      response.body().close();
    }
  }

  @Test
  void aTakenPortIsAnError() throws Exception {
    serve(TWO_THOUSAND, SimulatorServer.Pacing.FAST, LONG);
    InetSocketAddress taken =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    assertThatThrownBy(
            () -> new SimulatorServer(TWO_THOUSAND, taken, SimulatorServer.Pacing.FAST, LONG))
        .isInstanceOf(BindException.class);
  }

  private void serve(SimulatorOptions options, SimulatorServer.Pacing pace, Duration keepAlive)
      throws IOException {
    server =
        new SimulatorServer(
            options,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            pace,
            keepAlive,
            clock::get);
  }

  private URI uri(String pathAndQuery) {
    return URI.create("http://localhost:" + server.port() + pathAndQuery);
  }

  private HttpResponse<InputStream> get(String query) throws Exception {
    return send(HttpRequest.newBuilder(uri("/2/rsvps" + query)));
  }

  private HttpResponse<InputStream> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  private static BufferedReader reader(HttpResponse<InputStream> response) {
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private static List<SimulatedLine> lines(SimulatorOptions options) {
    List<SimulatedLine> lines = new ArrayList<>();
    Simulator simulator = new Simulator(options);
    while (simulator.hasNext()) {
      lines.add(simulator.next());
    }
    return lines;
  }

  private static byte[] stream(SimulatorOptions options) {
    return (String.join("\n", texts(lines(options))) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(List<SimulatedLine> lines) {
    return lines.stream().map(SimulatorServerTest::text).toList();
  }

  private static String text(SimulatedLine line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }

  private static void accept(Truth truth, String line) {
    truth.accept(line.getBytes(StandardCharsets.UTF_8), Long.MAX_VALUE - LONG.toMillis());
  }

  private static String boards(Truth truth) throws IOException {
    return new ObjectMapper()
        .readTree(
            truth
                .report(truth.clock(), List.of(Dimension.values()), Window.DEFAULTS, 1_000)
                .toString())
        .get("boards")
        .toString();
  }
}
