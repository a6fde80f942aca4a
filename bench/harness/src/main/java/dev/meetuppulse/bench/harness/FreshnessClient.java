package dev.meetuppulse.bench.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks the API every 20 ms how many records are on the boards. */
final class FreshnessClient {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final List<PublishedProgress.ProgressPoint> answers = new ArrayList<>();

  FreshnessClient(int port) {
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/status")).build();
    Thread asking = new Thread(this::ask, "freshness client");
    asking.setDaemon(true);
    asking.start();
  }

  private void ask() {
    long next = System.nanoTime();
    try {
      while (true) {
        note();
        next += EVERY_NANOS;
        Freshness.sleepUntil(next);
      }
    } catch (IOException e) {
      // The page is gone: so is what was measured.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note() throws IOException, InterruptedException {
    String json = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    long received = MAPPER.readTree(json).at("/records/received").asLong();
    long at = System.currentTimeMillis();
    synchronized (this) {
      if (answers.isEmpty() || received > answers.get(answers.size() - 1).records()) {
        answers.add(new PublishedProgress.ProgressPoint(at, received));
      }
    }
  }

  /** When the API first reported each number of records on the boards, so far. */
  synchronized PublishedProgress progress() {
    return new PublishedProgress(List.copyOf(answers));
  }
}
