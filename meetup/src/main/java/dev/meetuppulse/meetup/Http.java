package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.feed.EnvironmentProxies;
import dev.meetuppulse.feed.JsonTrees;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** Sends one request at a time, and reads its whole response within a bound of time and size. */
final class Http implements AutoCloseable {
  private static final long MAX_BYTES = 16L << 20;
  private static final long RESPONSE_MILLIS = 30_000;
  private static final long SHORTEST_RESPONSE_MILLIS = 5_000;

  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER = "Retry-After";

  private final ServerClock clock;
  private final OkHttpClient client;
  private volatile Call open;

  /**
   * A response of any status.
   *
   * @param retryAfter how long it asks to wait: seconds or a date; empty if it does not
   * @param received when it came
   */
  record HttpResponse(int status, byte[] body, String retryAfter, ReceiptTimes received) {
    /** The body as JSON; a missing node if it is invalid. */
    JsonNode json() {
      return JsonTrees.read(body);
    }
  }

  /**
   * When a response came, ms since the epoch. Where the two differ, either the clock is wrong or
   * the response's date is.
   *
   * @param byClock by the clock before the response could correct it
   * @param byDate by the response's date; by the clock if they agree, or there is no date
   */
  record ReceiptTimes(long byClock, long byDate) {
    boolean differ() {
      return byClock != byDate;
    }
  }

  Http(ServerClock clock, EnvironmentProxies proxies) {
    this.clock = clock;
    long limit = longestResponse(clock);
    this.client =
        proxies
            .use(new OkHttpClient.Builder())
            .callTimeout(Duration.ofMillis(limit))
            .readTimeout(Duration.ofMillis(limit))
            // OkHttp's own retries would cost points that no one has counted.
            .retryOnConnectionFailure(false)
            // A redirect would take the token elsewhere.
            .followRedirects(false)
            .addNetworkInterceptor(Http::keepForUs)
            .build();
  }

  /** How long a response is waited for, in ms of life. */
  static long longestResponse(ServerClock clock) {
    return Math.max(SHORTEST_RESPONSE_MILLIS, clock.real(RESPONSE_MILLIS));
  }

  /**
   * @param authorization the header's value, or null for none
   * @throws IOException if no whole response comes
   */
  HttpResponse post(URI uri, RequestBody body, String authorization) throws IOException {
    Request.Builder request =
        new Request.Builder()
            .url(uri.toString())
            .header("Accept", "application/json")
            .header("User-Agent", "meetup-pulse")
            .post(body);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    long asked = clock.now();
    Call call = client.newCall(request.build());
    open = call;
    if (clock.isClosed()) {
      throw new StoppedException();
    }
    try (Response response = call.execute()) {
      if (response.code() == EnvironmentProxies.PROXY_AUTHENTICATION_REQUIRED) {
        throw new ConnectException(EnvironmentProxies.REFUSAL);
      }
      Date date = response.headers().getDate("Date");
      byte[] bytes = body(response);
      return new HttpResponse(
          response.code(), bytes, response.header(RETRY_AFTER, "").strip(), received(date, asked));
    } finally {
      open = null;
    }
  }

  private ReceiptTimes received(Date date, long asked) {
    long now = clock.now();
    boolean isTime = date != null && Instant.EPOCH.isBefore(date.toInstant());
    boolean agrees = !isTime || clock.observe(date.getTime(), asked);
    return new ReceiptTimes(now, agrees ? now : date.getTime());
  }

  /** With {@code Retry-After: 0} OkHttp would send the request again by itself. */
  private static Response keepForUs(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    return response.code() == UNAVAILABLE
        ? response.newBuilder().removeHeader(RETRY_AFTER).build()
        : response;
  }

  /** The body; empty if a response breaks off whose status alone says enough. */
  private static byte[] body(Response response) throws IOException {
    try {
      BufferedSource source = response.body().source();
      if (source.request(MAX_BYTES + 1)) {
        throw new IOException("an answer of more than " + (MAX_BYTES >> 20) + " MiB");
      }
      return source.readByteArray();
    } catch (IOException e) {
      if (response.isSuccessful()) {
        throw e;
      }
      return new byte[0];
    }
  }

  @Override
  public void close() {
    Call call = open;
    if (call != null) {
      call.cancel();
    }
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
