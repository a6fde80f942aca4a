package dev.meetuppulse.cli;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Settings as flags: they override the environment, which overrides the file. */
class SettingsOptions {
  private static final String FILE_VARIABLE = "PULSE_SETTINGS";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Settings in YAML; or name the file in PULSE_SETTINGS.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override one setting; 'pulse settings' lists them.")
  private Map<String, String> values = new LinkedHashMap<>();

  /**
   * The settings in force.
   *
   * @throws ParameterException if a key is unknown or a value is not allowed
   */
  Settings load(CommandContext context) {
    return load(context, Map.of());
  }

  /** The settings in force, with a command's own flags. */
  Settings load(CommandContext context, Map<Setting, String> flags) {
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    values.forEach((key, value) -> all.put(setting(key), value));
    flags.keySet().forEach(own -> refuse(all, own, "already set by this command's flag"));
    putServers(all);
    all.putAll(flags);
    Path from = file(context);
    if (from != null && (!Files.exists(from) || Files.isDirectory(from))) {
      throw new ParameterException(commandLine(), "there is no settings file " + from);
    }
    try {
      Settings settings = Settings.load(from, context.env(), all);
      check(settings);
      return settings;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
  }

  /** Adds the servers' addresses, where a flag gives them. */
  void putServers(Map<Setting, String> all) {}

  /**
   * Checks what the command needs of the settings beyond each by itself.
   *
   * @throws IllegalArgumentException in one line, if they do not fit together
   */
  void check(Settings settings) {}

  /**
   * @throws ParameterException if a setting that the command itself makes was given by {@code
   *     --set}
   */
  void refuse(Map<Setting, String> given, Setting setting, String why) {
    if (given.containsKey(setting)) {
      throw new ParameterException(
          commandLine(), "--set " + setting.key() + ": leave it out; " + why);
    }
  }

  private Path file(CommandContext context) {
    if (file != null) {
      return file;
    }
    String named = context.env().get(FILE_VARIABLE);
    return named == null || named.isBlank() ? null : Path.of(named);
  }

  private Setting setting(String key) {
    return Setting.find(key)
        .orElseThrow(
            () ->
                new ParameterException(
                    commandLine(), "unknown setting '" + key + "'; 'pulse settings' lists them"));
  }

  private CommandLine commandLine() {
    return command.commandLine();
  }

  /** Sets a flag that was given. */
  static void put(Map<Setting, String> all, Setting setting, String value) {
    if (value != null) {
      all.put(setting, value);
    }
  }
}
