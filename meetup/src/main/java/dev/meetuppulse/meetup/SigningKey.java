package dev.meetuppulse.meetup;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The private key that assertions are signed with. Never shown. */
final class SigningKey {
  private static final int SMALLEST_BITS = 2048;

  private final PrivateKey key;

  private SigningKey(PrivateKey key) {
    this.key = key;
  }

  /**
   * Reads a PEM file, {@code RSA PRIVATE KEY} or {@code PRIVATE KEY}.
   *
   * @throws FeedException if it holds no such key; never says what it holds
   */
  static SigningKey read(Path file) {
    try (Reader reader = Files.newBufferedReader(file);
        PEMParser parser = new PEMParser(reader)) {
      Object found = parser.readObject();
      PrivateKeyInfo info =
          found instanceof PEMKeyPair pair
              ? pair.getPrivateKeyInfo()
              : found instanceof PrivateKeyInfo bare ? bare : null;
      if (info != null) {
        SigningKey key = new SigningKey(new JcaPEMKeyConverter().getPrivateKey(info));
        new RSASSASigner(key.key);
        return key;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(file, Files.isReadable(file) ? "" : ": it can't be read");
    }
    throw unusable(file, "");
  }

  /**
   * A signed JWT.
   *
   * @param keyId of the key at Meetup
   */
  String sign(String keyId, JWTClaimsSet claims) {
    SignedJWT jwt =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
    try {
      jwt.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new FeedException(
          Setting.MEETUP_KEY_FILE.key()
              + " holds a key that can't sign RS256; it must be RSA with "
              + SMALLEST_BITS
              + " bits or more");
    }
    return jwt.serialize();
  }

  private static FeedException unusable(Path file, String why) {
    return new FeedException(
        Setting.MEETUP_KEY_FILE.key()
            + " "
            + file
            + " is no RSA private key in PEM form"
            + (why.isEmpty() ? "; download it again from Meetup's OAuth client page" : why));
  }
}
