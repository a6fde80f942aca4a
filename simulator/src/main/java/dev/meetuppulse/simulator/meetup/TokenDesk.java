package dev.meetuppulse.simulator.meetup;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.meetuppulse.simulator.SplitMix;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Hands out access tokens as {@code /oauth2/access} does. Thread safe. */
final class TokenDesk {
  static final String CLIENT_KEY = "simulated-client";
  static final String CLIENT_SECRET = "simulated-secret";
  static final String MEMBER_ID = "1001";
  static final String KEY_ID = "simulated-key";

  static final int LIFE_SECONDS = 3600;

  private static final String AUDIENCE = "api.meetup.com";
  private static final String JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final int SHORTEST_MILLIS = 300_000;

  private final RSAPublicKey key;
  private final boolean revokes;
  private final SplitMix random;
  private final Map<String, Long> expiries = new HashMap<>();
  private final Set<String> refreshTokens = new HashSet<>();
  private long handedOut;

  record Grant(String accessToken, String refreshToken) {}

  /** The request is refused; the message is OAuth's error code. */
  static final class Refused extends Exception {
    Refused(String code) {
      super(code);
    }
  }

  /**
   * @param key that assertions must be signed with
   * @param revokes whether tokens end before they expire
   */
  TokenDesk(RSAPublicKey key, boolean revokes, long seed) {
    this.key = key;
    this.revokes = revokes;
    this.random = SplitMix.of(seed, 13);
  }

  synchronized Grant grant(Map<String, String> form, long now) throws Refused {
    switch (form.getOrDefault("grant_type", "")) {
      case JWT_GRANT -> verify(form.getOrDefault("assertion", ""), now);
      case "refresh_token" -> {
        if (!CLIENT_KEY.equals(form.get("client_id"))
            || !CLIENT_SECRET.equals(form.get("client_secret"))) {
          throw new Refused("invalid_client");
        }
        if (!refreshTokens.remove(form.getOrDefault("refresh_token", ""))) {
          throw new Refused("invalid_grant");
        }
      }
      default -> throw new Refused("unsupported_grant_type");
    }
    long life = LIFE_SECONDS * 1_000L;
    if (revokes) {
      life = SHORTEST_MILLIS + random.nextInt(LIFE_SECONDS * 1_000 - SHORTEST_MILLIS);
    }
    expiries.values().removeIf(expiry -> expiry < now);
    Grant grant = new Grant(secret(), secret());
    expiries.put(grant.accessToken(), now + life);
    refreshTokens.add(grant.refreshToken());
    handedOut++;
    return grant;
  }

  synchronized boolean isGood(String accessToken, long now) {
    return expiries.getOrDefault(accessToken, Long.MIN_VALUE) > now;
  }

  synchronized long handedOut() {
    return handedOut;
  }

  private String secret() {
    return Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
  }

  private void verify(String assertion, long now) throws Refused {
    try {
      SignedJWT jwt = SignedJWT.parse(assertion);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      boolean good =
          KEY_ID.equals(jwt.getHeader().getKeyID())
              && jwt.verify(new RSASSAVerifier(key))
              && CLIENT_KEY.equals(claims.getIssuer())
              && MEMBER_ID.equals(claims.getSubject())
              && claims.getAudience().contains(AUDIENCE)
              && claims.getExpirationTime() != null
              && claims.getExpirationTime().getTime() > now;
      if (!good) {
        throw new Refused("invalid_grant");
      }
    } catch (ParseException | JOSEException e) {
      throw new Refused("invalid_request");
    }
  }
}
