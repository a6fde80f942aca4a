package dev.meetuppulse.core.settings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.meetuppulse.core.source.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads settings from YAML, with keys nested or dotted, and lists as such or with commas. */
final class SettingsFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  private final Path file;
  private final Map<Setting, String> values = new EnumMap<>(Setting.class);

  private SettingsFile(Path file) {
    this.file = file;
  }

  /**
   * The settings that a file sets; their values are not checked.
   *
   * @throws IllegalArgumentException in one line, if something in it would be left out
   */
  static Map<Setting, String> read(Path file) {
    SettingsFile read = new SettingsFile(file);
    JsonNode root = read.root();
    if (root.isObject()) {
      read.put("", root);
    } else if (!root.isMissingNode() && !root.isNull()) {
      throw new IllegalArgumentException(
          "settings file " + file + " does not consist of lines such as 'count.top: 10'");
    }
    return read.values;
  }

  private JsonNode root() {
    try {
      JsonNode root = YAML.readTree(Files.readAllBytes(file));
      return root == null ? MissingNode.getInstance() : root;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "can't read settings file " + file + ": " + Trouble.firstLine(e));
    }
  }

  private void put(String key, JsonNode node) {
    if (node.isObject()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.properties().forEach(field -> put(prefix + field.getKey(), field.getValue()));
    } else if (values.put(setting(key), text(key, node)) != null) {
      throw new IllegalArgumentException(key + " is set twice in " + file);
    }
  }

  private Setting setting(String key) {
    return Setting.find(key)
        .orElseThrow(
            () -> new IllegalArgumentException("unknown setting '" + key + "' in " + file));
  }

  private String text(String key, JsonNode node) {
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(element -> scalar(key, element))
          .collect(Collectors.joining(","));
    }
    return scalar(key, node);
  }

  private String scalar(String key, JsonNode node) {
    if (node.isContainerNode()) {
      throw new IllegalArgumentException(key + " in " + file + " is a list of more than texts");
    }
    return node.isNull() ? "" : node.asText();
  }
}
