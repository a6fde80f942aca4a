package dev.meetuppulse.cli;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Settings as flags: they override the environment, which overrides the file. For commands that
 * have a Kafka and a Redis of their own, wherever the file or the environment say they are.
 */
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
    putServers(all);
    all.putAll(flags);
    Path from = file(context);
    if (from != null && !Files.isRegularFile(from)) {
      throw new ParameterException(commandLine(), "there is no settings file " + from);
    }
    try {
      return Settings.load(from, context.env(), all);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(commandLine(), e.getMessage(), e);
    }
  }

  /**
   * Adds the servers' addresses, where a flag gives them.
   *
   * @throws ParameterException unless this command takes flags for servers
   */
  void putServers(Map<Setting, String> all) {
    for (Setting server : List.of(Setting.KAFKA_BOOTSTRAP, Setting.REDIS_URL)) {
      if (all.containsKey(server)) {
        throw new ParameterException(
            commandLine(),
            "this command has a Kafka and a Redis of its own; leave out " + server.key());
      }
    }
  }

  /** True if it is set by flag, environment or file. */
  boolean isGiven(Setting setting, CommandContext context) {
    return load(context).isGiven(setting);
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
