package dev.meetuppulse.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A key for a server on loopback, and the certificate that it signed itself.
 *
 * @param store both, PKCS12
 * @param key only the key, PEM
 * @param certificate only the certificate, PEM
 */
record SignedKey(Path store, Path key, Path certificate) {
  static final String STORE_PASSWORD = "changeit";

  private static final String ALIAS = "server";

  static SignedKey in(Path directory)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = directory.resolve("server.p12");
    run(
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "RSA",
        "-dname",
        "CN=localhost",
        "-ext",
        "SAN=ip:127.0.0.1,dns:localhost",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-keystore",
        file.toString(),
        "-storepass",
        STORE_PASSWORD);
    KeyStore store = KeyStore.getInstance(file.toFile(), STORE_PASSWORD.toCharArray());
    return new SignedKey(
        file,
        pem(
            directory.resolve("server.key"),
            "PRIVATE KEY",
            store.getKey(ALIAS, STORE_PASSWORD.toCharArray()).getEncoded()),
        pem(
            directory.resolve("server.crt"),
            "CERTIFICATE",
            store.getCertificate(ALIAS).getEncoded()));
  }

  private static void run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IOException("keytool made no key");
    }
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
