package dev.meetuppulse.cluster;

import dev.meetuppulse.core.source.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The jars a cluster runs from.
 *
 * @param daemonLib folder with the jars of the daemons, but for those of a worker, which may be in
 *     it too
 * @param workerLib folder with the jars of a worker: storm-client and what it needs
 * @param topology the jar that is submitted
 */
public record ClusterJars(Path daemonLib, Path workerLib, Path topology) {

  /** Those of an unpacked distribution, or of a built tree. */
  public static ClusterJars of(Path home) {
    if (Files.isDirectory(home.resolve("lib"))) {
      return new ClusterJars(
          home.resolve("lib"),
          home.resolve("lib/worker"),
          home.resolve("topology/meetup-pulse.jar"));
    }
    return new ClusterJars(
        home.resolve("cli/target/lib"),
        home.resolve("cli/target/lib-worker"),
        home.resolve("topology/target/meetup-pulse.jar"));
  }

  /** Class path of ZooKeeper, Kafka, Nimbus and the supervisors. */
  String daemons() {
    String daemons = daemonLib.resolve("*").toString();
    // Storm refuses a class path that has it twice.
    return hasWorkerJars() ? daemons : daemons + ":" + workerLib.resolve("*");
  }

  private boolean hasWorkerJars() {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(workerLib, "storm-client-*.jar")) {
      for (Path jar : jars) {
        if (Files.exists(daemonLib.resolve(jar.getFileName()))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new ClusterException("can't read " + workerLib + ": " + Trouble.firstLine(e), e);
    }
  }

  /** Class path of a program that submits: Storm's own jars first, as with {@code storm jar}. */
  String client(Path jar) {
    return workerLib.resolve("*") + ":" + jar;
  }

  /** Makes the jar with which every process of Storm talks to Nimbus and supervisors. */
  static void writeTransport(Path jar) throws IOException {
    String entry = OwnAddressTransport.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = ClusterJars.class.getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
  }

  /** Makes the folder of a Storm home that workers get their class path from. */
  void linkWorkerJars(Path target) throws IOException {
    Files.createDirectories(target);
    try (DirectoryStream<Path> old = Files.newDirectoryStream(target)) {
      for (Path link : old) {
        Files.delete(link);
      }
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(workerLib, "*.jar")) {
      for (Path jar : jars) {
        Files.createSymbolicLink(target.resolve(jar.getFileName()), jar.toAbsolutePath());
      }
    }
  }
}
