package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A class of tests whose name the build does not know would never run, unnoticed. */
class TestNamesTest {
  private static final Pattern TESTS =
      Pattern.compile("^ +@(Test|ParameterizedTest|Property|Example)\\b", Pattern.MULTILINE);

  /** {@code *Check} runs once the jars are built; {@code PageCost} measures, on demand. */
  private static final Pattern KNOWN = Pattern.compile(".*Test|.*Check|PageCost");

  @Test
  void everyClassOfTestsHasANameThatTheBuildRuns() throws IOException {
    List<String> names = classesOfTests(Path.of(".."));

    assertThat(names).hasSizeGreaterThan(50).allMatch(name -> KNOWN.matcher(name).matches());
  }

  private static List<String> classesOfTests(Path home) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(home, Files::isDirectory)) {
      for (Path module : modules) {
        Path sources = module.resolve("src/test/java");
        if (Files.exists(sources)) {
          names.addAll(classesOfTestsIn(sources));
        }
      }
    }
    return names;
  }

  private static List<String> classesOfTestsIn(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> TESTS.matcher(text(file)).find())
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
