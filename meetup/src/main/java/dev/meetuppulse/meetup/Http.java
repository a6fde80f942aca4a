package dev.meetuppulse.meetup;

import dev.meetuppulse.feed.EnvironmentProxies;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/** Sends one request at a time, and reads its whole answer within a bound of time and size. */
final class Http implements AutoCloseable {
  private static final long MOST_BYTES = 16L << 20;
  private static final long ANSWER_MILLIS = 30_000;
  private static final long SHORTEST_ANSWER_MILLIS = 5_000;

  private static final int UNAVAILABLE = 503;
  private static final String RETRY_AFTER = "Retry-After";

  private final ServerClock clock;
  private final OkHttpClient client;
  private volatile Call open;

  /**
   * An answer of any status.
   *
   * @param retryAfterMillis how long it asks to wait; 0 if it does not
   */
  record HttpReply(int status, byte[] body, long retryAfterMillis) {}

  Http(ServerClock clock, EnvironmentProxies proxies) {
    this.clock = clock;
    long limit = Math.max(SHORTEST_ANSWER_MILLIS, clock.real(ANSWER_MILLIS));
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

  /**
   * @param authorization the header's value, or null for none
   * @throws IOException if no whole answer comes
   */
  HttpReply post(URI uri, RequestBody body, String authorization) throws IOException {
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
      HttpReply answer = new HttpReply(response.code(), body(response), retryAfter(response));
      if (date != null && Instant.EPOCH.isBefore(date.toInstant())) {
        clock.observe(date.getTime(), asked);
      }
      return answer;
    } finally {
      open = null;
    }
  }

  /** With {@code Retry-After: 0} OkHttp would send the request again by itself. */
  private static Response keepForUs(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    return response.code() == UNAVAILABLE
        ? response.newBuilder().removeHeader(RETRY_AFTER).build()
        : response;
  }

  private long retryAfter(Response response) {
    String text = response.header(RETRY_AFTER, "").strip();
    if (text.matches("\\d{1,9}")) {
      return TimeUnit.SECONDS.toMillis(Long.parseLong(text));
    }
    Date until = response.headers().getDate(RETRY_AFTER);
    return until == null ? 0 : Math.max(0, until.getTime() - clock.now());
  }

  /** The body; empty if an answer that is a status alone breaks off: that says enough. */
  private static byte[] body(Response response) throws IOException {
    try {
      BufferedSource source = response.body().source();
      if (source.request(MOST_BYTES + 1)) {
        throw new IOException("an answer of more than " + (MOST_BYTES >> 20) + " MiB");
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
