package dev.meetuppulse.dist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Adds programs bundled in a library, which Maven does not know, to the SBOM and the list of
 * licences.
 */
public final class BundledPrograms {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BundledPrograms() {}

  /**
   * Adds them.
   *
   * @param args the list of programs: {@code library} and {@code components}, as CycloneDX has
   *     them; the SBOM; the list of licences
   */
  public static void main(String[] args) throws IOException {
    JsonNode programs = JSON.readTree(Path.of(args[0]).toFile());
    String library = programs.path("library").asText();
    Path sbom = Path.of(args[1]);
    JsonNode all = JSON.readTree(sbom.toFile());
    component(all, library).set("components", programs.path("components"));
    Files.writeString(sbom, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    Path licences = Path.of(args[2]);
    String listed = Files.readString(licences);
    for (JsonNode program : programs.path("components")) {
      String line = line(program, library);
      // Maven writes the list again only if libraries have changed.
      if (!listed.contains(line)) {
        Files.writeString(licences, line, StandardOpenOption.APPEND);
      }
    }
  }

  /** A program, as the list of licences shows libraries. */
  private static String line(JsonNode program, String library) {
    return "     (%s) %s %s (inside %s)%n"
        .formatted(
            program.at("/licenses/0/license/id").asText(),
            program.path("name").asText(),
            program.path("version").asText(),
            library);
  }

  private static ObjectNode component(JsonNode sbom, String name) {
    for (JsonNode component : sbom.path("components")) {
      if (component.path("name").asText().equals(name)) {
        return (ObjectNode) component;
      }
    }
    throw new IllegalStateException("the SBOM has no component " + name);
  }
}
