package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.simulator.meetup.AccessFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/** A server whose responses a test sets; tokens are {@code secret-1}, {@code secret-2} … */
final class StubApi implements AutoCloseable {
  private static final String DATA = "{\"data\":{\"n0\":null}}";

  private final MockWebServer server = new MockWebServer();
  private final Path folder;
  private final AtomicInteger tokens = new AtomicInteger();
  private final Queue<MockResponse> replies = new ConcurrentLinkedQueue<>();
  private final Queue<MockResponse> tokenReplies = new ConcurrentLinkedQueue<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> tokenForms = new CopyOnWriteArrayList<>();
  private volatile boolean wantsPassword;
  private volatile Function<JsonNode, MockResponse> answers = query -> response(200, DATA).build();

  StubApi(Path folder) throws IOException {
    this.folder = folder;
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            if (wantsPassword && request.getHeaders().get("Proxy-Authorization") == null) {
              return response(407, "").setHeader("Proxy-Authenticate", "Basic realm=\"x\"").build();
            }
            return request.getTarget().endsWith("/gql-ext") ? query(request) : token(request);
          }
        });
    server.start();
  }

  int port() {
    return server.getPort();
  }

  MeetupOptions options() throws IOException {
    return optionsOf("http://127.0.0.1:" + port());
  }

  /** Settings that lead to another address, such as one behind this server as a proxy. */
  MeetupOptions optionsOf(String address) throws IOException {
    Settings settings =
        Settings.load(
            new AccessFiles(folder).settings(address, 1000),
            Map.of(),
            Map.of(Setting.MEETUP_STATE_FILE, folder.resolve("s").toString()));
    return MeetupOptions.of(settings, new MeetupOptions.Targets(List.of("n"), List.of()));
  }

  /** From now on it is a proxy that wants a user and a password. */
  void wantPassword() {
    wantsPassword = true;
  }

  /** Answers queries like this: bodies with {@code query} and {@code variables}. */
  StubApi answer(Function<JsonNode, MockResponse> all) {
    answers = all;
    return this;
  }

  /** Answers the next query like this; those that nothing was said of get data. */
  StubApi reply(int status, String body) {
    replies.add(response(status, body).build());
    return this;
  }

  /** As above, with a header. */
  StubApi reply(int status, String body, String header, String value) {
    replies.add(response(status, body).setHeader(header, value).build());
    return this;
  }

  StubApi replyCut(int status) {
    replies.add(response(status, DATA).onResponseBody(new SocketEffect.CloseSocket()).build());
    return this;
  }

  StubApi replyRedirect(String to) {
    replies.add(response(302, "").setHeader("Location", to).build());
    return this;
  }

  /** Answers the next request for a token like this. */
  StubApi tokenReply(int status, String body) {
    tokenReplies.add(response(status, body).build());
    return this;
  }

  /** As above, at a time of the server's own. */
  StubApi tokenReply(int status, String body, String date) {
    tokenReplies.add(response(status, body).setHeader("Date", date).build());
    return this;
  }

  /** The {@code Authorization} of each query. */
  List<String> asked() {
    return asked;
  }

  /** Bodies that were posted to get tokens. */
  List<String> tokenForms() {
    return tokenForms;
  }

  @Override
  public void close() {
    server.close();
  }

  private MockResponse query(RecordedRequest request) {
    asked.add(request.getHeaders().get("Authorization"));
    MockResponse next = replies.poll();
    return next == null ? answers.apply(json(request)) : next;
  }

  private MockResponse token(RecordedRequest request) {
    tokenForms.add(request.getBody().utf8());
    int number = tokens.incrementAndGet();
    MockResponse next = tokenReplies.poll();
    String token =
        "{\"access_token\":\"secret-%d\",\"refresh_token\":\"again-%d\",\"expires_in\":3600000}";
    return next == null ? response(200, String.format(token, number, number)).build() : next;
  }

  private static JsonNode json(RecordedRequest request) {
    try {
      return new ObjectMapper().readTree(request.getBody().utf8());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static MockResponse.Builder response(int status, String body) {
    return new MockResponse.Builder().code(status).body(body);
  }
}
