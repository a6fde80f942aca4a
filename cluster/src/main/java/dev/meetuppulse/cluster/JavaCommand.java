package dev.meetuppulse.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a small Java process of a cluster. */
final class JavaCommand {
  private final List<String> words = new ArrayList<>();

  /**
   * @param megabytes of heap
   */
  JavaCommand(ClusterFolder folder, int megabytes) {
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(
        List.of(
            "-Xmx" + megabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + folder.temporary(),
            "-Dlog4j2.configurationFile=" + folder.home().resolve("log4j2/daemon.xml").toUri()));
  }

  JavaCommand with(String option) {
    words.add(option);
    return this;
  }

  List<String> run(String classPath, String main, String... arguments) {
    List<String> command = new ArrayList<>(words);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(List.of(arguments));
    return command;
  }
}
