package dev.meetuppulse.core.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings in force: every value checked, none of them a secret (secrets stay in the files that
 * settings name), so they may travel to a cluster and into a log.
 */
public final class Settings implements Serializable {
  private static final long serialVersionUID = 1L;

  private final EnumMap<Setting, String> values;

  private Settings(EnumMap<Setting, String> values) {
    this.values = values;
  }

  /** Defaults alone. */
  public static Settings defaults() {
    return of(Map.of());
  }

  /** Defaults with some values replaced. */
  public static Settings of(Map<Setting, String> overrides) {
    EnumMap<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      put(values, setting, overrides.getOrDefault(setting, setting.defaultValue()), "");
    }
    return new Settings(values);
  }

  /**
   * Defaults, overridden by the file, overridden by the environment, overridden by flags.
   *
   * @param file YAML, or null for none
   * @throws IllegalArgumentException in one line: the key, where it was set, its bad value and what
   *     is allowed
   */
  public static Settings load(Path file, Map<String, String> env, Map<Setting, String> flags) {
    EnumMap<Setting, String> values = new EnumMap<>(Setting.class);
    values.putAll(defaults().values);
    if (file != null) {
      readYaml(file, values);
    }
    for (Setting setting : Setting.values()) {
      String value = env.get(setting.env());
      if (value != null) {
        put(values, setting, value, " (environment " + setting.env() + ")");
      }
    }
    flags.forEach((setting, value) -> put(values, setting, value, ""));
    return new Settings(values);
  }

  /** These settings with some values replaced. */
  public Settings with(Map<Setting, String> overrides) {
    EnumMap<Setting, String> copy = new EnumMap<>(values);
    overrides.forEach((setting, value) -> put(copy, setting, value, ""));
    return new Settings(copy);
  }

  public String text(Setting setting) {
    return values.get(setting);
  }

  /** The text, or empty where it is blank. */
  public Optional<String> optional(Setting setting) {
    return Optional.of(text(setting)).filter(value -> !value.isBlank());
  }

  public int integer(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  /** True for {@code on}. */
  public boolean isOn(Setting setting) {
    return text(setting).equals("on");
  }

  public Duration duration(Setting setting) {
    return parseDuration(text(setting));
  }

  public List<String> list(Setting setting) {
    return Stream.of(text(setting).split(",")).map(String::trim).toList();
  }

  public List<Window> windows() {
    return Window.parseList(text(Setting.COUNT_WINDOWS));
  }

  public List<Dimension> dimensions() {
    return list(Setting.COUNT_DIMENSIONS).stream().map(Dimension::of).distinct().toList();
  }

  /** The options of the count. */
  public CountOptions countOptions() {
    return new CountOptions(
        text(Setting.COUNT_CLOCK).equals("event"),
        windows(),
        dimensions(),
        text(Setting.COUNT_COUNTRIES),
        duration(Setting.COUNT_REMEMBER),
        integer(Setting.COUNT_REMEMBER_MOST),
        integer(Setting.COUNT_MOST_KEYS));
  }

  /** The options for finding trends; empty to look for none. */
  public Optional<TrendOptions> trendOptions() {
    return isOn(Setting.COUNT_TRENDS)
        ? Optional.of(
            TrendOptions.DEFAULTS.withFalseAlarmsAnHour(
                Double.parseDouble(text(Setting.TRENDS_FALSE_ALARMS))))
        : Optional.empty();
  }

  /**
   * Reads a duration such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h} or {@code 2d}.
   *
   * @throws IllegalArgumentException saying what is allowed
   */
  public static Duration parseDuration(String text) {
    if (!text.matches("[1-9]\\d{0,8}(ms|s|m|h|d)")) {
      throw new IllegalArgumentException("allowed: a duration such as 500ms, 30s, 5m, 1h or 2d");
    }
    long n = Long.parseLong(text.replaceAll("\\D", ""));
    return switch (text.replaceAll("\\d", "")) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  private static void put(
      EnumMap<Setting, String> values, Setting setting, String value, String source) {
    try {
      setting.check(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          setting.key() + source + " is '" + value + "'; " + e.getMessage());
    }
    values.put(setting, value);
  }

  private static void readYaml(Path file, EnumMap<Setting, String> values) {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "can't read settings file "
              + file
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    readYaml("", root, file, values);
  }

  private static void readYaml(
      String prefix, JsonNode node, Path file, EnumMap<Setting, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  readYaml(
                      prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(),
                      field.getValue(),
                      file,
                      values));
    } else if (!prefix.isEmpty()) {
      Setting setting =
          Arrays.stream(Setting.values())
              .filter(candidate -> candidate.key().equals(prefix))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException("unknown setting '" + prefix + "' in " + file));
      put(values, setting, node.isNull() ? "" : node.asText(), " (" + file + ")");
    }
  }
}
