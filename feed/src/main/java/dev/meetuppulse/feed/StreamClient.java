package dev.meetuppulse.feed;

import dev.meetuppulse.core.source.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** An HTTP client for streams, and what its errors mean. */
final class StreamClient {
  static final int OK = 200;

  private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

  /** Encodings of an answer that can be unpacked. */
  private static final Set<String> ENCODINGS = Set.of("", "identity", "gzip", "x-gzip", "deflate");

  private final HttpOptions options;
  private final EnvironmentProxies proxies;
  private final OkHttpClient client;

  StreamClient(HttpOptions options) {
    this.options = options;
    this.proxies = new EnvironmentProxies(options.environment());
    this.client =
        proxies
            .use(new OkHttpClient.Builder())
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(options.connect())
            .readTimeout(options.idle())
            .addNetworkInterceptor(StreamClient::refuseDowngrade)
            .build();
  }

  /**
   * @throws FeedException if the environment names an invalid proxy
   */
  void requireProxy(URI uri) {
    proxies.select(uri);
  }

  Call call(URI uri) {
    return client.newCall(
        new Request.Builder()
            .url(uri.toString())
            .header("Accept", "application/json")
            .header("Accept-Encoding", "identity")
            .header("User-Agent", "meetup-pulse")
            .build());
  }

  /**
   * Waits for the head of an answer. A server that sends it bit by bit does not gain time by that.
   *
   * @throws SocketTimeoutException if it is not there in time
   */
  Response answer(Call call) throws IOException, InterruptedException {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call answered, Response response) {
            if (!answer.complete(response)) {
              response.close();
            }
          }

          @Override
          public void onFailure(Call failed, IOException e) {
            answer.completeExceptionally(e);
          }
        });
    boolean arrived = false;
    try {
      Response response =
          answer.get(options.connect().plus(options.idle()).toNanos(), TimeUnit.NANOSECONDS);
      arrived = true;
      return response;
    } catch (ExecutionException e) {
      throw (IOException) e.getCause();
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("incomplete response headers");
    } finally {
      if (!arrived) {
        // It may arrive at this very moment: then it is closed here, else by the callback.
        answer.thenAccept(Response::close);
        answer.cancel(false);
        call.cancel();
      }
    }
  }

  /**
   * The bytes of an answer.
   *
   * @throws NotJsonLinesException if they are packed in a way that is not read
   */
  static InputStream body(Response response) throws NotJsonLinesException {
    String encoding = response.header("Content-Encoding", "").strip().toLowerCase(Locale.ROOT);
    if (!ENCODINGS.contains(encoding)) {
      throw new NotJsonLinesException("bytes packed with " + Printable.of(encoding));
    }
    return response.body().byteStream();
  }

  String failure(Request request, IOException e) {
    String through = proxies.through(request.url().uri());
    if (e instanceof UnknownHostException) {
      return "no such host" + through;
    }
    if (e instanceof ConnectException) {
      return "connection refused" + through;
    }
    if (e instanceof SocketTimeoutException) {
      boolean connecting =
          String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
      return (connecting ? "no connection within " : "no answer within ")
          + (connecting ? options.connect() : options.idle()).toMillis() / 1000.0
          + " s"
          + through;
    }
    boolean circle = Trouble.firstLine(e).startsWith("Too many follow-up requests");
    return (circle ? "the server redirects again and again" : problem(e)) + through;
  }

  /** A reason, in words that hold nothing of what the server sent: it may be a record. */
  static String problem(IOException e) {
    return e instanceof ProtocolException
        ? "the server does not speak HTTP"
        : Printable.of(Trouble.firstLine(e));
  }

  /** Describes an answer that is not a stream, for a message, and what to do about it. */
  static String refusal(Response response) {
    int code = response.code();
    String answer = "the server answers " + code;
    return switch (code) {
      case EnvironmentProxies.PROXY_AUTHENTICATION_REQUIRED -> EnvironmentProxies.REFUSAL;
      case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
          answer + ": it requires a login, which feeds do not support";
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
          answer + ": no stream is at this address";
      default -> answer;
    };
  }

  /** The pause that the server asks for: its {@code Retry-After}, a day at most. */
  static Duration pause(Response response) {
    String after = response.header("Retry-After", "").strip();
    Duration pause;
    if (after.matches("\\d+")) {
      pause = after.length() > 9 ? LONGEST_PAUSE : Duration.ofSeconds(Long.parseLong(after));
    } else {
      Date until = response.headers().getDate("Retry-After");
      Date now = response.headers().getDate("Date");
      Instant from = now == null ? Instant.now() : now.toInstant();
      pause = until == null ? Duration.ZERO : Duration.between(from, until.toInstant());
    }
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Refuses to be sent from https to http, where anyone could read along. */
  private static Response refuseDowngrade(Interceptor.Chain chain) throws IOException {
    if (chain.call().request().isHttps() && !chain.request().isHttps()) {
      throw new IOException("the server redirects from https to http");
    }
    return chain.proceed(chain.request());
  }
}
