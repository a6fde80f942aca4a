package dev.meetuppulse.meetup;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** The private key that assertions are signed with. Never shown. */
final class SigningKey {
  private static final int SMALLEST_BITS = 2048;

  private final RSASSASigner signer;

  private SigningKey(RSASSASigner signer) {
    this.signer = signer;
  }

  /**
   * Reads a PEM file, {@code RSA PRIVATE KEY} or {@code PRIVATE KEY}.
   *
   * @throws FeedException if it holds no such key; never says what it holds
   */
  static SigningKey read(SecretFile file, Notices notices) {
    try (PEMParser parser = new PEMParser(new StringReader(file.read(notices)))) {
      Object found = parser.readObject();
      if (found instanceof PEMEncryptedKeyPair || found instanceof PKCS8EncryptedPrivateKeyInfo) {
        throw new FeedException(
            file.name() + " has a passphrase; 'openssl pkey -in FILE -out NEW' takes it off");
      }
      PrivateKeyInfo info =
          found instanceof PEMKeyPair pair
              ? pair.getPrivateKeyInfo()
              : found instanceof PrivateKeyInfo bare ? bare : null;
      if (info != null) {
        PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(info);
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < SMALLEST_BITS) {
          throw new FeedException(
              file.name() + " is too short; an RSA key for RS256 has 2048 bits or more");
        }
        return new SigningKey(new RSASSASigner(key));
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      // Another kind of key, or a damaged one.
    }
    throw new FeedException(
        file.name()
            + " is not an RSA private key in PEM form; download it again from Meetup's OAuth client"
            + " page");
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
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("signing with a key that was checked", e);
    }
    return jwt.serialize();
  }
}
