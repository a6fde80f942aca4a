package dev.meetuppulse.web.page;

import dev.meetuppulse.web.http.Resources;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts ES modules together as one script, so that a slow link waits once. Each module becomes a
 * function that runs after those it imports and returns what it exports. It knows the forms the
 * modules here use: one import a line, of names; exports where they are declared.
 */
final class Scripts {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:\\{ ([^}]*) \\}|d3) from '\\./([\\w-]+\\.js)';$");
  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export (const|let|class|(?:async )?function) (\\w+)");

  /** The modules of d3 in use; each expects those before it, and adds itself to one global. */
  private static final List<String> D3 = List.of("selection", "path", "shape");

  private final Map<String, String> modules = new LinkedHashMap<>();

  private Scripts() {}

  /** The script of a module and all it imports, with d3 before them. */
  static String bundle(String module) {
    StringBuilder script = new StringBuilder();
    D3.forEach(name -> script.append(d3(name)).append('\n'));
    return script.append(modules(module)).toString();
  }

  /** The module's script without d3, as an expression whose value is the module's exports. */
  static String modules(String module) {
    Scripts scripts = new Scripts();
    scripts.add(module);
    return "(() => {\n'use strict';\n"
        + String.join("\n", scripts.modules.values())
        + "return "
        + variable(module)
        + ";\n})();\n";
  }

  private void add(String module) {
    String source = Resources.text("assets/" + module);
    Matcher imports = IMPORT.matcher(source);
    while (imports.find()) {
      if (imports.group(1) != null && !modules.containsKey(imports.group(2))) {
        add(imports.group(2));
      }
    }
    List<String> exports = EXPORT.matcher(source).results().map(export -> export.group(2)).toList();
    String body =
        EXPORT.matcher(IMPORT.matcher(source).replaceAll(Scripts::taken)).replaceAll("$1 $2");
    List<String> left =
        new ArrayList<>(body.lines().filter(line -> line.matches("(import|export)\\b.*")).toList());
    if (!left.isEmpty()) {
      throw new IllegalStateException(module + " has a form that is not known: " + left.get(0));
    }
    modules.put(
        module,
        "const %s = (() => {\n%sreturn { %s };\n})();\n"
            .formatted(variable(module), body, String.join(", ", exports)));
  }

  private static String taken(MatchResult taken) {
    return taken.group(1) == null
        ? "const d3 = globalThis.d3;"
        : Matcher.quoteReplacement(
            "const { " + taken.group(1) + " } = " + variable(taken.group(2)) + ";");
  }

  private static String variable(String module) {
    return "$" + module.replace(".js", "").replace('-', '_');
  }

  private static String d3(String name) {
    String artifact = "d3-" + name;
    Properties pom = new Properties();
    try {
      pom.load(
          new StringReader(
              Resources.text("/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String folder = "/META-INF/resources/webjars/" + artifact + "/" + pom.getProperty("version");
    return Resources.text(folder + "/dist/" + artifact + ".min.js");
  }
}
