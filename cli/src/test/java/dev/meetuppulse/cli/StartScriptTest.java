package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The start scripts of checkout and archive, with a Java and a Maven that only say how they run.
 */
class StartScriptTest {
  private static final String CHECKOUT = "../scripts/pulse";
  private static final String ARCHIVE = "../dist/src/bin/pulse";

  @TempDir private Path folder;
  private Path tools;

  @BeforeEach
  void makeTools() throws IOException {
    tools = Files.createDirectories(folder.resolve("bin"));
    script(
        "java",
        "if [ \"$1\" = -version ]; then echo 'openjdk version \"17\"' >&2; exit; fi",
        "echo \"charmap=$(locale charmap)\"",
        "echo \"LC_ALL=$LC_ALL\"",
        "echo \"LC_MESSAGES=$LC_MESSAGES\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKOUT, ARCHIVE})
  void asciiLocale_javaRunsWithUtf8(String script) throws Exception {
    Path installed = install(script);
    for (Map<String, String> locale :
        List.of(Map.of("LANG", "C"), Map.of("LC_ALL", "POSIX"), Map.of("LANG", "xx_XX.absent"))) {
      assertThat(run(installed, locale)).as("%s", locale).contains("charmap=UTF-8");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKOUT, ARCHIVE})
  void localeThatReadsMoreThanAscii_isKeptButForMessages(String script) throws Exception {
    Path installed = install(script);
    for (String variable : List.of("LANG", "LC_CTYPE", "LC_ALL")) {
      assertThat(run(installed, Map.of(variable, "C.UTF-8")))
          .contains("charmap=UTF-8", "LC_ALL=", "LC_MESSAGES=C");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKOUT, ARCHIVE})
  void outOfMemory_oneLineThatSaysWhatToDo_andNothingAmongTheResults(String script)
      throws Exception {
    script(
        "java",
        "if [ \"$1\" = -version ]; then echo 'openjdk version \"17\"' >&2; exit; fi",
        "flags=()",
        "while [ \"$1\" != -cp ]; do flags+=(\"$1\"); shift; done",
        "exec '%s' \"${flags[@]}\" -Xms8m -Xmx8m -cp '%s' '%s'"
            .formatted(
                ProcessHandle.current().info().command().orElseThrow(),
                System.getProperty("java.class.path"),
                OutOfMemory.class.getName()));
    Path said = folder.resolve("said");

    Process process = builder(install(script), Map.of()).redirectError(said.toFile()).start();

    assertThat(lines(process)).isEmpty();
    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(Files.readAllLines(said)).hasSize(1);
    assertThat(said).content().startsWith("pulse: out of memory, give Java more");
  }

  @Test
  void javaThatDoesNotStart_saysItsOwnWords() throws Exception {
    script(
        "java",
        "echo 'Picked up JAVA_TOOL_OPTIONS: -x' >&2",
        "echo 'Error occurred during initialization of VM' >&2",
        "echo 'no room' >&2",
        "exit 1");
    Path said = folder.resolve("said");

    Process process = builder(install(ARCHIVE), Map.of()).redirectError(said.toFile()).start();

    assertThat(lines(process)).isEmpty();
    assertThat(process.waitFor()).isOne();
    assertThat(said).content().isEqualTo("pulse: 'java' does not start: no room\n");
  }

  /** A main class that fills its memory. */
  static final class OutOfMemory {
    public static void main(String[] args) {
      List<byte[]> blocks = new ArrayList<>();
      while (!blocks.contains(null)) {
        blocks.add(new byte[1 << 20]);
      }
    }
  }

  /** Copies a script into a home where nothing is to be built. */
  private Path install(String script) throws IOException {
    Path scripts = Files.createDirectories(folder.resolve("home/scripts"));
    Path parts = Files.createDirectories(scripts.resolve("lib"));
    try (Stream<Path> real = Files.list(Path.of("../scripts/lib"))) {
      for (Path part : real.toList()) {
        boolean builds = part.endsWith("build.sh");
        Files.writeString(
            parts.resolve(part.getFileName()), builds ? "build_if_needed() { run=built; }\n" : "");
      }
    }
    return Files.copy(Path.of(script), scripts.resolve("pulse"));
  }

  private void script(String name, String... lines) throws IOException {
    Path file = tools.resolve(name);
    Files.writeString(file, "#!/usr/bin/env bash\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static List<String> lines(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private List<String> run(Path script, Map<String, String> locale) throws Exception {
    Process process =
        builder(script, locale).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = lines(process);
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  private ProcessBuilder builder(Path script, Map<String, String> locale) {
    ProcessBuilder builder = new ProcessBuilder("bash", script.toString(), "settings");
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    env.remove("JAVA_HOME");
    env.put("PATH", tools + ":" + env.get("PATH"));
    env.putAll(locale);
    return builder;
  }
}
