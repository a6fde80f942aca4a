package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.embedded.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Redis server that takes only TLS connections, from one user who knows the password.
 *
 * @param trustFile the authority that signed its certificate: itself
 */
record TlsRedis(Process process, int port, Path trustFile) implements AutoCloseable {
  static final String USER = "pulse";

  /** Starts one; empty if this machine has no redis-server that knows TLS. */
  static Optional<TlsRedis> start(Path directory, String password) throws Exception {
    Path executable = Path.of("/usr/bin/redis-server");
    if (!Files.isExecutable(executable)) {
      return Optional.empty();
    }
    SignedKey key = SignedKey.in(directory);
    int port = Ports.free();
    Path config =
        Files.writeString(
            directory.resolve("redis.conf"),
            String.join(
                "\n",
                "bind 127.0.0.1",
                "port 0",
                "tls-port " + port,
                "tls-cert-file " + key.certificate(),
                "tls-key-file " + key.key(),
                "tls-ca-cert-file " + key.certificate(),
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
    TlsRedis redis = new TlsRedis(process, port, key.certificate());
    if (redis.listens()) {
      return Optional.of(redis);
    }
    redis.close();
    return Optional.empty();
  }

  String url() {
    return "rediss://127.0.0.1:" + port;
  }

  private boolean listens() throws InterruptedException {
    for (int attempt = 0; attempt < 900 && process.isAlive(); attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
        return true;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return false;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
