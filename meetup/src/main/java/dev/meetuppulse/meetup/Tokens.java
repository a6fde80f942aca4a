package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Date;
import java.util.Optional;
import okhttp3.FormBody;

/**
 * Gets access tokens, and replaces them before they expire. They are only in memory, and in no
 * message.
 */
final class Tokens {
  private static final String AUDIENCE = "api.meetup.com";
  private static final String JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final long ASSERTION_MILLIS = 120_000;
  private static final long EARLY_MILLIS = 120_000;
  private static final long DEFAULT_LIFE_SECONDS = 3600;

  private final MeetupOptions options;
  private final Http http;
  private final ServerClock clock;
  private final Notices notices;
  private final SigningKey key;
  private String access;
  private String refresh;
  private boolean hasWorked;
  private long expires;

  /**
   * @throws FeedException if the settings name no usable key
   */
  Tokens(MeetupOptions options, Http http, ServerClock clock, Notices notices) {
    this.options = options;
    this.http = http;
    this.clock = clock;
    this.notices = notices;
    this.key =
        SigningKey.read(
            new SecretFile(
                Setting.MEETUP_KEY_FILE, Path.of(options.required(Setting.MEETUP_KEY_FILE))),
            notices);
    options.required(Setting.MEETUP_CLIENT_KEY);
    options.required(Setting.MEETUP_MEMBER);
    options.required(Setting.MEETUP_KEY_ID);
  }

  /**
   * A token that should be valid.
   *
   * @throws IOException if the server does not respond as it should; it may later
   * @throws FeedException if it refuses what the settings say
   */
  String access() throws IOException {
    if (access == null || clock.now() >= expires) {
      renew();
    }
    return access;
  }

  /** The token was refused: the next one will be another. */
  void forget() {
    access = null;
  }

  private void renew() throws IOException {
    Optional<String> secret = secret();
    if (refresh != null && secret.isPresent()) {
      FormBody form =
          new FormBody.Builder()
              .add("client_id", options.required(Setting.MEETUP_CLIENT_KEY))
              .add("client_secret", secret.get())
              .add("grant_type", "refresh_token")
              .add("refresh_token", refresh)
              .build();
      refresh = null;
      if (take(ask(form))) {
        return;
      }
    }
    Http.HttpResponse response = ask(assertion(clock.now()));
    boolean given = take(response);
    if (!given && response.received().differ()) {
      // By the server's time the assertion had expired, or was not valid yet. One response does not
      // correct the clock, but the next assertion may go by it.
      response = ask(assertion(response.received().byDate()));
      given = take(response);
    }
    if (!given) {
      throw refused(response);
    }
  }

  private FormBody assertion(long now) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(options.required(Setting.MEETUP_CLIENT_KEY))
            .subject(options.required(Setting.MEETUP_MEMBER))
            .audience(AUDIENCE)
            .expirationTime(new Date(now + ASSERTION_MILLIS))
            .build();
    return new FormBody.Builder()
        .add("grant_type", JWT_GRANT)
        .add("assertion", key.sign(options.required(Setting.MEETUP_KEY_ID), claims))
        .build();
  }

  private Http.HttpResponse ask(FormBody form) throws IOException {
    URI uri = URI.create(options.settings().text(Setting.MEETUP_TOKEN_URL));
    Http.HttpResponse response = http.post(uri, form, null);
    if (response.status() == 429 || response.status() >= 500) {
      throw new IOException("the token server answers " + response.status());
    }
    return response;
  }

  /** True if the response holds a token. */
  private boolean take(Http.HttpResponse response) {
    if (response.status() != 200) {
      return false;
    }
    JsonNode json = response.json();
    if (json.path("access_token").asText().isEmpty()) {
      return false;
    }
    access = json.get("access_token").asText();
    hasWorked = true;
    refresh = json.path("refresh_token").asText(null);
    long life = json.path("expires_in").asLong(DEFAULT_LIFE_SECONDS) * 1_000;
    expires = clock.now() + Math.max(life / 2, life - EARLY_MILLIS);
    return true;
  }

  /** Settings that led to a token are good until the server says otherwise. */
  private FeedException refused(Http.HttpResponse response) throws IOException {
    String code = response.json().path("error").asText("");
    if (hasWorked && code.isEmpty()) {
      throw new IOException("the token server answers " + response.status() + " without a token");
    }
    return new FeedException(
        "Meetup gives no token (%s%s); check %s, %s, %s and %s"
            .formatted(
                response.status(),
                code.matches("[a-z_]{1,40}") ? " " + code : "",
                Setting.MEETUP_CLIENT_KEY.key(),
                Setting.MEETUP_MEMBER.key(),
                Setting.MEETUP_KEY_ID.key(),
                Setting.MEETUP_KEY_FILE.key()));
  }

  private Optional<String> secret() {
    return options
        .settings()
        .optional(Setting.MEETUP_CLIENT_SECRET_FILE)
        .map(path -> new SecretFile(Setting.MEETUP_CLIENT_SECRET_FILE, Path.of(path)))
        .map(file -> file.read(notices).strip());
  }
}
