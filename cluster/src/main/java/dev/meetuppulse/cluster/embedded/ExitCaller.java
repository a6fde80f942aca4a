package dev.meetuppulse.cluster.embedded;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Finds the library that called {@code System.exit}; used while shutdown hooks run. */
final class ExitCaller {
  private static final String OURS = "dev.meetuppulse.";
  private static final String JAVA = "java.";
  private static final Map<String, String> LIBRARIES =
      Map.of("org.apache.storm.", "Storm", "org.apache.kafka.", "Kafka", "kafka.", "Kafka");

  private ExitCaller() {}

  /** Its name; empty if this project called it, or a signal came. */
  static Optional<String> find() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(frames -> of(frames).stream())
        .findFirst();
  }

  /** Whose code called exit, where these are the frames of the thread that did, the last first. */
  static Optional<String> of(StackTraceElement[] frames) {
    boolean exits =
        Arrays.stream(frames)
            .anyMatch(
                frame ->
                    frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit"));
    return Arrays.stream(frames)
        .map(StackTraceElement::getClassName)
        .filter(name -> exits && !name.startsWith(JAVA))
        .findFirst()
        .filter(name -> !name.startsWith(OURS))
        .map(ExitCaller::library);
  }

  private static String library(String className) {
    return LIBRARIES.entrySet().stream()
        .filter(library -> className.startsWith(library.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(className);
  }
}
