package dev.meetuppulse.cli;

import dev.meetuppulse.core.settings.Setting;

/** The settings as a page of the docs and as a commented file, made from what the code knows. */
final class SettingsPage {
  private static final String HEAD =
      """
      # Settings

      One YAML file (`--settings FILE`; for `pulse` also `PULSE_SETTINGS`, which `storm jar` does not read), overridden by the
      environment, overridden by flags (`--set KEY=VALUE`, and `--kafka`, `--redis`, … where a command has them). Every value is
      checked at the start; a wrong one is named with what is allowed. A dot in a key is a level in the file, or stays as it is:

      ```yaml
      kafka:
        bootstrap: broker-1:9092,broker-2:9092
      count.countries: us,ca
      ```

      No setting is a secret: passwords and keys stay in files of their own, which settings name.

      | key | default | allowed | environment | meaning |
      |---|---|---|---|---|
      """;

  private static final String TEMPLATE_HEAD =
      """
      # Settings of Meetup Pulse: every key with its default. Take the # away before a key to change it.
      # The environment overrides this file, flags (--set KEY=VALUE) override both.
      # No setting is a secret: passwords and keys stay in files of their own, which settings name.
      """;

  private SettingsPage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Setting setting : Setting.values()) {
      page.append(
          "| `%s` | %s | %s | `%s` | %s |\n"
              .formatted(
                  setting.key(),
                  setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`",
                  setting.allowed(),
                  setting.env(),
                  setting.meaning().replace("|", "\\|")));
    }
    return page.append("\nThis page is made by `scripts/pulse settings --markdown`.\n").toString();
  }

  /** A settings file with every key and its default, as comments. */
  static String template() {
    StringBuilder file = new StringBuilder(TEMPLATE_HEAD);
    String section = "";
    for (Setting setting : Setting.values()) {
      String first = setting.key().substring(0, setting.key().indexOf('.'));
      if (!first.equals(section)) {
        section = first;
        file.append("\n# ---- ").append(section).append(" ----\n");
      }
      file.append(
          """

          # %s
          #   allowed: %s; environment: %s
          #%s: %s
          """
              .formatted(
                  setting.meaning(),
                  setting.allowed(),
                  setting.env(),
                  setting.key(),
                  quoted(setting.defaultValue())));
    }
    return file.toString();
  }

  /** A value as YAML reads it back unchanged. */
  static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
