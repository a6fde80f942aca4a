package dev.meetuppulse.simulator.meetup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Locale;

/**
 * The files that a client needs to use the mock API: a signing key, a secret, and settings that
 * name them.
 */
public final class AccessFiles {
  private static final int KEY_BITS = 2048;
  private static final int LINE = 64;

  private final Path folder;
  private final KeyPair pair;

  /**
   * @param folder where the files go; made if it is missing
   */
  public AccessFiles(Path folder) throws IOException {
    this.folder = folder;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      pair = generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    Files.createDirectories(folder);
    String body =
        Base64.getMimeEncoder(LINE, new byte[] {'\n'})
            .encodeToString(pair.getPrivate().getEncoded());
    secret(
        "signing-key.pem",
        "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    secret("client-secret", TokenDesk.CLIENT_SECRET + "\n");
  }

  public RSAPublicKey publicKey() {
    return (RSAPublicKey) pair.getPublic();
  }

  /**
   * Writes the settings of a client.
   *
   * @param address of the server, such as {@code http://127.0.0.1:8901}
   * @param speed of its time
   * @return the file
   */
  public Path settings(String address, double speed) throws IOException {
    Path file = folder.resolve("meetup.yaml");
    Files.writeString(
        file,
        String.format(
            Locale.ROOT,
            """
            meetup:
              url: %s/gql-ext
              token-url: %s/oauth2/access
              client-key: %s
              client-secret-file: %s
              member: %s
              key-id: %s
              key-file: %s
              speed: %d
            count:
              remember: 60d
            """,
            address,
            address,
            TokenDesk.CLIENT_KEY,
            folder.resolve("client-secret").toAbsolutePath(),
            TokenDesk.MEMBER_ID,
            TokenDesk.KEY_ID,
            folder.resolve("signing-key.pem").toAbsolutePath(),
            Math.round(speed)));
    return file;
  }

  private void secret(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
