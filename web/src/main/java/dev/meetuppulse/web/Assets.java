package dev.meetuppulse.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The page's files, read and compressed once. They live under a folder named after their content,
 * so browsers may keep them for ever and a new version is never mixed with an old one.
 */
final class Assets {
  static final List<String> STYLES = List.of("base.css", "page.css", "board.css");
  static final List<String> MODULES =
      List.of(
          "main.js",
          "balance.js",
          "card.js",
          "controls.js",
          "dom.js",
          "facts.js",
          "first.js",
          "format.js",
          "keys.js",
          "lookback.js",
          "motion.js",
          "options.js",
          "poll.js",
          "ranking.js",
          "save.js",
          "spark.js",
          "speak.js",
          "tiles.js",
          "trends.js",
          "truth.js");
  static final String ICON = "icon.svg";
  static final String D3 = "d3.js";

  /** The d3 modules in use; each expects those before it. */
  private static final List<String> D3_MODULES = List.of("selection", "path", "shape");

  private final Map<String, Answer> files = new LinkedHashMap<>();
  private final String version;

  Assets() {
    STYLES.forEach(name -> put(name, "text/css", resource("assets/" + name)));
    MODULES.forEach(name -> put(name, "text/javascript", resource("assets/" + name)));
    put(ICON, "image/svg+xml", resource("assets/" + ICON));
    put(D3, "text/javascript", d3());
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    files.values().forEach(file -> all.writeBytes(file.plain()));
    version = Answer.hash(all.toByteArray());
  }

  /** The folder's name. */
  String version() {
    return version;
  }

  Optional<Answer> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** A resource beside this class, as text. */
  static String text(String name) {
    return new String(resource(name), StandardCharsets.UTF_8);
  }

  private void put(String name, String type, byte[] content) {
    files.put(name, Answer.of(type + "; charset=utf-8", content));
  }

  /** The modules add themselves to one global object, which the last line exports. */
  private static byte[] d3() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String module : D3_MODULES) {
      String artifact = "d3-" + module;
      Properties pom = new Properties();
      String about = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
      try (InputStream in = Assets.class.getResourceAsStream(about)) {
        pom.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      String folder = "/META-INF/resources/webjars/" + artifact + "/" + pom.getProperty("version");
      all.writeBytes(resource(folder + "/dist/" + artifact + ".min.js"));
    }
    all.writeBytes("\nexport default globalThis.d3;\n".getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }

  private static byte[] resource(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
