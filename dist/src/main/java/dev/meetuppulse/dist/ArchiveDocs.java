package dev.meetuppulse.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies the docs for the archive, with the paths of its command and its jar in place of a
 * checkout's.
 */
public final class ArchiveDocs {
  /** The docs, and the documents that they refer to. */
  private static final List<String> COPIED =
      List.of("docs", "CHANGELOG.md", "bench/README.md", "cluster/README.md", "topology/README.md");

  /** It begins with a clone, and stays there. */
  private static final Path OF_A_CHECKOUT = Path.of("docs", "TUTORIAL.md");

  /** The start script, but for the commands that only a checkout has. */
  private static final Pattern SCRIPT =
      Pattern.compile("\\bscripts/pulse\\b(?! (?:bench|dist|test)\\b)");

  private static final String BUILT_JAR = "topology/target/meetup-pulse.jar";
  private static final String JAR = "topology/meetup-pulse.jar";

  private ArchiveDocs() {}

  /**
   * Copies them.
   *
   * @param args the folder of the checkout, and that to copy to
   */
  public static void main(String[] args) throws IOException {
    Path checkout = Path.of(args[0]);
    for (String copied : COPIED) {
      try (Stream<Path> found = Files.walk(checkout.resolve(copied))) {
        for (Path file : found.filter(Files::isRegularFile).toList()) {
          copy(file, checkout.relativize(file), Path.of(args[1]));
        }
      }
    }
  }

  private static void copy(Path file, Path name, Path folder) throws IOException {
    Path copy = folder.resolve(name);
    Files.createDirectories(copy.getParent());
    if (name.toString().endsWith(".md") && !name.equals(OF_A_CHECKOUT)) {
      Files.writeString(copy, ofTheArchive(Files.readString(file)));
    } else {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String ofTheArchive(String text) {
    return SCRIPT.matcher(text).replaceAll("bin/pulse").replace(BUILT_JAR, JAR);
  }
}
