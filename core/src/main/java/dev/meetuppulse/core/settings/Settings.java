package dev.meetuppulse.core.settings;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
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

  /** Those that somebody has set, perhaps to what is the default. */
  private final EnumSet<Setting> given;

  private Settings(EnumMap<Setting, String> values, EnumSet<Setting> given) {
    this.values = values;
    this.given = given;
  }

  private static EnumSet<Setting> setOf(Collection<Setting> settings) {
    EnumSet<Setting> set = EnumSet.noneOf(Setting.class);
    set.addAll(settings);
    return set;
  }

  /** Only defaults. */
  public static Settings defaults() {
    return of(Map.of());
  }

  /** Defaults with some values replaced. */
  public static Settings of(Map<Setting, String> overrides) {
    EnumMap<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      put(values, setting, overrides.getOrDefault(setting, setting.defaultValue()), "");
    }
    return new Settings(values, setOf(overrides.keySet()));
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
    EnumSet<Setting> given = setOf(flags.keySet());
    if (file != null) {
      SettingsFile.read(file)
          .forEach(
              (setting, value) -> {
                put(values, setting, value, " (" + file + ")");
                given.add(setting);
              });
    }
    for (Setting setting : Setting.values()) {
      String value = env.get(setting.env());
      if (value != null) {
        put(values, setting, value, " (environment " + setting.env() + ")");
        given.add(setting);
      }
    }
    flags.forEach((setting, value) -> put(values, setting, value, ""));
    return new Settings(values, given);
  }

  /** These settings with some values replaced. */
  public Settings with(Map<Setting, String> overrides) {
    EnumMap<Setting, String> copy = new EnumMap<>(values);
    overrides.forEach((setting, value) -> put(copy, setting, value, ""));
    EnumSet<Setting> alsoGiven = EnumSet.copyOf(given);
    alsoGiven.addAll(overrides.keySet());
    return new Settings(copy, alsoGiven);
  }

  /** True if it was set, rather than left at its default. */
  public boolean isGiven(Setting setting) {
    return given.contains(setting);
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

  /** The length of the longest window that ends; zero if only {@code all} is counted. */
  public Duration longestWindow() {
    return Duration.ofMillis(windows().stream().mapToLong(Window::millis).max().orElse(0));
  }

  public List<Dimension> dimensions() {
    return list(Setting.COUNT_DIMENSIONS).stream().map(Dimension::of).distinct().toList();
  }

  public CountOptions countOptions() {
    return new CountOptions(
        text(Setting.COUNT_CLOCK).equals("event"),
        windows(),
        dimensions(),
        text(Setting.COUNT_COUNTRIES),
        remember(),
        integer(Setting.COUNT_REMEMBER_MOST),
        integer(Setting.COUNT_MOST_KEYS),
        integer(Setting.COUNT_MOST_CELLS));
  }

  /** At least as long as any window is: a change takes back what a window still holds. */
  private Duration remember() {
    Duration longest = longestWindow();
    Duration set = duration(Setting.COUNT_REMEMBER);
    return set.compareTo(longest) < 0 ? longest : set;
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
}
