package dev.meetuppulse.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;

/**
 * The folder that holds all of a cluster: a folder for each server, Storm's home, logs.
 *
 * @param root absolute
 */
record ClusterFolder(Path root) {
  /** Workers have on their class path what is in this folder of a Storm home. */
  private static final String TRANSPORT = "extlib/own-address-transport.jar";

  static ClusterFolder of(Path folder) {
    return new ClusterFolder(folder.toAbsolutePath().normalize());
  }

  Path plan() {
    return root.resolve("plan.txt");
  }

  /**
   * Makes it, or checks that it holds a cluster, or nothing: one that is wiped takes all of it
   * away.
   *
   * @throws ClusterException if it holds something else, or can't be in a class path
   */
  void prepare() throws IOException {
    if (root.toString().contains(":")) {
      throw new ClusterException(
          "Java can't run from a folder with a ':' in its name; give the cluster another than "
              + root);
    }
    Files.createDirectories(root);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
      if (!Files.exists(plan()) && files.iterator().hasNext()) {
        throw new ClusterException(
            root + " is not empty and holds no cluster; give the cluster a folder of its own");
      }
    }
  }

  Path of(Server server) {
    return root.resolve(server.name());
  }

  /**
   * Writes a server's properties file, in the encoding in which servers read it: ISO 8859-1,
   * escaped.
   */
  void write(Server server, String file, Properties properties) throws IOException {
    try (OutputStream out = Files.newOutputStream(of(server).resolve(file))) {
      properties.store(out, null);
    }
  }

  Path home() {
    return root.resolve("storm");
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** Logs of workers, by topology and port. */
  Path workerLogs() {
    return logs().resolve("workers");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  /** The folders that a process of Storm is configured in, as a class path. */
  String stormClassPath(Server server) {
    return of(server).resolve("conf") + ":" + home().resolve(TRANSPORT);
  }

  /** Makes what all servers share. */
  void write(ClusterJars jars) throws IOException {
    for (Path directory :
        List.of(temporary(), logs(), home().resolve("log4j2"), home().resolve("extlib"))) {
      Files.createDirectories(directory);
    }
    resource("daemon.xml");
    resource("worker.xml");
    ClusterJars.writeTransport(home().resolve(TRANSPORT));
    jars.linkWorkerJars(home().resolve("lib-worker"));
  }

  private void resource(String name) throws IOException {
    try (InputStream in = ClusterFolder.class.getResourceAsStream(name)) {
      Files.copy(in, home().resolve("log4j2").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
