package dev.meetuppulse.local.cluster;

import dev.meetuppulse.local.embedded.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Redis server that takes TLS connections alone, from one user who knows the password. */
final class TlsRedis implements AutoCloseable {
  static final String USER = "pulse";

  private static final char[] STORE_PASSWORD = "changeit".toCharArray();
  private static final String ALIAS = "redis";

  private final Process process;
  private final int port;
  private final Path certificate;

  private TlsRedis(Process process, int port, Path certificate) {
    this.process = process;
    this.port = port;
    this.certificate = certificate;
  }

  /** Starts one; empty if this machine has no redis-server that knows TLS. */
  static Optional<TlsRedis> start(Path directory, String password) throws Exception {
    Path executable = Path.of("/usr/bin/redis-server");
    if (!Files.isExecutable(executable)) {
      return Optional.empty();
    }
    KeyStore store = newKey(directory.resolve("redis.p12"));
    Path certificate =
        pem(
            directory.resolve("redis.crt"),
            "CERTIFICATE",
            store.getCertificate(ALIAS).getEncoded());
    Path key =
        pem(
            directory.resolve("redis.key"),
            "PRIVATE KEY",
            store.getKey(ALIAS, STORE_PASSWORD).getEncoded());
    int port = Ports.free();
    Path config =
        Files.writeString(
            directory.resolve("redis.conf"),
            String.join(
                "\n",
                "bind 127.0.0.1",
                "port 0",
                "tls-port " + port,
                "tls-cert-file " + certificate,
                "tls-key-file " + key,
                "tls-ca-cert-file " + certificate,
                "tls-auth-clients no",
                "dir " + directory,
                "save \"\"",
                "user default off",
                "user " + USER + " on >" + password + " ~* &* +@all",
                ""));
    Process process =
        new ProcessBuilder(executable.toString(), config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("redis.log").toFile())
            .start();
    TlsRedis redis = new TlsRedis(process, port, certificate);
    if (redis.listens()) {
      return Optional.of(redis);
    }
    redis.close();
    return Optional.empty();
  }

  String url() {
    return "rediss://127.0.0.1:" + port;
  }

  /** The authority that signed its certificate: itself. */
  Path trustFile() {
    return certificate;
  }

  private boolean listens() throws InterruptedException {
    for (int attempt = 0; attempt < 100 && process.isAlive(); attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
        return true;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return false;
  }

  private static KeyStore newKey(Path file)
      throws IOException, InterruptedException, GeneralSecurityException {
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
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
                    new String(STORE_PASSWORD)))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IOException("keytool made no key");
    }
    return KeyStore.getInstance(file.toFile(), STORE_PASSWORD);
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
