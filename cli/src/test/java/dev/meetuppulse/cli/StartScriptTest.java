package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The start scripts of checkout and archive, with a Java and a Maven that only say how they run.
 */
@Timeout(120)
class StartScriptTest {
  private static final String CHECKOUT = "../scripts/pulse";
  private static final String ARCHIVE = "../dist/src/bin/pulse";

  /** The parts of a start script that both have. */
  private static final Set<String> START = Set.of("messages.sh", "launch.sh");

  private static final String LOCK_BUILD =
      "source ../scripts/lib/messages.sh; source ../scripts/lib/build.sh; target=$0; lock_build";

  @TempDir private Path folder;
  private Path tools;

  @BeforeEach
  void makeTools() throws IOException {
    tools = Files.createDirectories(folder.resolve("bin"));
    java(
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
  void outOfMemory_oneLineWithARemedy_andNothingAmongTheResults(String script) throws Exception {
    java(
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
    assertThat(process.waitFor()).isOne();
    assertThat(Files.readAllLines(said)).hasSize(1);
    assertThat(said).content().startsWith("pulse: out of memory, give Java more");
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKOUT, ARCHIVE})
  void javaThatIsKilled_isReportedInOneLine(String script) throws Exception {
    java("kill -KILL $$");
    assertRefused(
        builder(install(script), Map.of()),
        1,
        "pulse: the system killed Java, perhaps for lack of memory; see 'dmesg'");
  }

  @ParameterizedTest
  @CsvSource({
    CHECKOUT + ",TERM,143",
    ARCHIVE + ",TERM,143",
    ARCHIVE + ",HUP,129",
    ARCHIVE + ",INT,130",
  })
  void signalToTheScript_reachesJava_andItsExitCodeIsTheScripts(
      String script, String signal, int code) throws Exception {
    java(
        "trap 'echo %s; exit %d' %s".formatted(signal, code, signal),
        "echo ready",
        "while :; do sleep 0.1; done");
    Process process = heeding(builder(install(script), Map.of())).start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal(signal, Long.toString(process.pid()));
      assertThat(out.readLine()).isEqualTo(signal);
    }
    assertThat(process.waitFor()).isEqualTo(code);
  }

  /** As a terminal does. */
  @ParameterizedTest
  @ValueSource(strings = {CHECKOUT, ARCHIVE})
  void interruptOfTheProcessGroup_scriptEndsAfterJava(String script) throws Exception {
    java(
        "trap 'sleep 1; echo cleaned up; exit 130' INT",
        "echo ready",
        "while :; do sleep 0.1; done");
    ProcessBuilder builder = heeding(builder(install(script), Map.of()));
    builder.command().add(0, "setsid");
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      signal("INT", "-" + process.pid());
      assertThat(out.readLine()).isEqualTo("cleaned up");
    }
    assertThat(process.waitFor()).isEqualTo(130);
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKOUT, ARCHIVE})
  void standardInput_isJavas(String script) throws Exception {
    java("cat");
    Process process = builder(install(script), Map.of()).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write("a line\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(lines(process)).containsExactly("a line");
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKOUT, ARCHIVE})
  void heapThatIsAskedFor_replacesOurs(String script) throws Exception {
    java("printf '%s\\n' \"$@\" | grep '^-Xm[sx]'");
    Path installed = install(script);
    assertThat(run(installed, Map.of())).containsExactly("-Xmx512m");
    assertThat(run(installed, Map.of("PULSE_JAVA_OPTS", "-Xmx200m"))).containsExactly("-Xmx200m");
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKOUT, ARCHIVE})
  void javaThatIsTooOld_isRefused(String script) throws Exception {
    script("java", "echo 'openjdk version \"11.0.2\"' >&2");
    assertRefused(
        builder(install(script), Map.of()),
        1,
        "pulse: 'java' is Java 11; Java 17 or later is needed: set JAVA_HOME");
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECKOUT, ARCHIVE})
  void colonInTheFoldersName_isRefused(String script) throws Exception {
    folder = Files.createDirectory(folder.resolve("a:b"));
    assertRefused(
        builder(install(script), Map.of()),
        1,
        "pulse: Java can't run from a folder with a ':' in its name; rename "
            + folder.resolve("home"));
  }

  @Test
  void distWithAnArgument_isWrongUsage() throws Exception {
    ProcessBuilder builder = builder(install(CHECKOUT), Map.of());
    builder.command().set(2, "dist");
    builder.command().add("--bogus");
    assertRefused(
        builder,
        2,
        "pulse: dist takes no '--bogus'; 'scripts/pulse dist --help' says what it does");
  }

  /** A file where the folder should be: no user can write there, not even root. */
  @Test
  void folderOfTheBuildThatCantBeWritten_isReportedAtOnce() throws Exception {
    Path target = Files.createFile(folder.resolve("target"));
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", LOCK_BUILD, target.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).start();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isOne();
    assertThat(lines(process))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("pulse: can't build here: ");
  }

  @Test
  void lockOfABuildThatWasKilled_isTakenOver() throws Exception {
    Path lock = Files.createDirectories(folder.resolve("target/building"));
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
    Process process =
        new ProcessBuilder("bash", "-c", LOCK_BUILD, lock.getParent().toString()).start();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(lock.resolve("pid")).content().isEqualTo(process.pid() + "\n");
  }

  private static void assertRefused(ProcessBuilder builder, int code, String line)
      throws Exception {
    Process process = builder.redirectErrorStream(true).start();
    assertThat(lines(process)).containsExactly(line);
    assertThat(process.waitFor()).isEqualTo(code);
  }

  /** Where the tests run in the background, interrupts are ignored. */
  private static ProcessBuilder heeding(ProcessBuilder builder) {
    builder.command().addAll(0, List.of("env", "--default-signal=INT"));
    return builder;
  }

  private static void signal(String name, String process) throws Exception {
    String kill = "kill -%s -- %s".formatted(name, process);
    assertThat(new ProcessBuilder("bash", "-c", kill).start().waitFor()).isZero();
  }

  @Test
  void javaThatDoesNotStart_printsItsOwnMessage() throws Exception {
    script(
        "java",
        "echo 'Picked up JAVA_TOOL_OPTIONS: -x' >&2",
        "echo 'Error occurred during initialization of VM' >&2",
        "echo 'no room' >&2",
        "exit 1");
    assertRefused(builder(install(ARCHIVE), Map.of()), 1, "pulse: 'java' does not start: no room");
  }

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
    Path home = folder.resolve("home");
    Path parts = home.resolve(script.equals(CHECKOUT) ? "scripts/lib" : "lib");
    Files.createDirectories(parts);
    try (Stream<Path> real = Files.list(Path.of("../scripts/lib"))) {
      for (Path part : real.toList()) {
        String name = part.getFileName().toString();
        if (START.contains(name)) {
          Files.copy(part, parts.resolve(name));
        } else {
          boolean builds = name.equals("build.sh");
          Files.writeString(
              parts.resolve(name), builds ? "build_if_needed() { run=built; }\n" : "");
        }
      }
    }
    return Files.copy(
        Path.of(script), Files.createDirectories(home.resolve("bin")).resolve("pulse"));
  }

  /** A Java that says its version, or else does this. */
  private void java(String... lines) throws IOException {
    script(
        "java",
        "if [ \"$1\" = -version ]; then echo 'openjdk version \"17\"' >&2; exit; fi\n"
            + String.join("\n", lines));
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

  private List<String> run(Path script, Map<String, String> given) throws Exception {
    Process process = builder(script, given).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = lines(process);
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  private ProcessBuilder builder(Path script, Map<String, String> given) {
    ProcessBuilder builder = new ProcessBuilder("bash", script.toString(), "settings");
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    env.keySet().removeAll(Set.of("JAVA_HOME", "PULSE_JAVA_OPTS"));
    env.put("PATH", tools + ":" + env.get("PATH"));
    env.putAll(given);
    return builder;
  }
}
