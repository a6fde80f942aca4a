package dev.meetuppulse.bench.pulse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks the API every 20 ms how many records are on the boards. The delay of the k-th record is from
 * its append to the first answer that holds k records.
 */
final class FreshnessClient {
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LIMIT_SECONDS = 60;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpRequest request;
  private final FreshnessLoad load;
  private final List<Answer> answers = new ArrayList<>();
  private final Thread asking;
  private long firstOfRun;

  /** How many records were on the boards when the API said so. */
  private record Answer(long at, long received) {}

  FreshnessClient(int port, FreshnessLoad load) {
    this.load = load;
    request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/status")).build();
    asking = new Thread(this::ask, "freshness client");
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
      throw new IllegalStateException("the page does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note() throws IOException, InterruptedException {
    String json = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    long received = MAPPER.readTree(json).at("/status/records/received").asLong();
    long at = System.currentTimeMillis();
    synchronized (this) {
      if (answers.isEmpty() || received > answers.get(answers.size() - 1).received) {
        answers.add(new Answer(at, received));
      }
    }
  }

  /** Forgets the delays of what was sent before. */
  void begin() {
    firstOfRun = load.sent();
  }

  /** Returns when every record is on the boards. */
  void awaitAll() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (received() < load.sent()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            received() + " of " + load.sent() + " records are on the boards");
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private synchronized long received() {
    return answers.isEmpty() ? 0 : answers.get(answers.size() - 1).received;
  }

  /** Delays since {@link #begin}, ms, shortest first. */
  synchronized long[] delays() {
    long[] appended = load.appendTimes();
    List<Long> delays = new ArrayList<>();
    int answer = 0;
    for (int k = (int) firstOfRun; k < appended.length; k++) {
      while (answers.get(answer).received <= k) {
        answer++;
      }
      delays.add(answers.get(answer).at - appended[k]);
    }
    return Arrays.stream(delays.toArray(Long[]::new)).mapToLong(Long::longValue).sorted().toArray();
  }
}
