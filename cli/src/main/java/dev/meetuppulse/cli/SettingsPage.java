package dev.meetuppulse.cli;

import dev.meetuppulse.core.config.Setting;

/** The page of the docs that lists the settings, made from what the code knows. */
final class SettingsPage {
  private static final String HEAD =
      """
      # Settings

      One YAML file (`--settings FILE` or `PULSE_SETTINGS`), overridden by the environment, overridden by flags
      (`--set KEY=VALUE`, and `--kafka`, `--redis`, … where a command has them). Every value is checked at the start; a
      wrong one is named with what is allowed. A dot in a key is a level in the file, or stays as it is:

      ```yaml
      kafka:
        bootstrap: broker-1:9092,broker-2:9092
      count.countries: us,ca
      ```

      No setting is a secret: passwords and keys stay in files of their own, which settings name.

      | key | default | environment | meaning |
      |---|---|---|---|
      """;

  private SettingsPage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Setting setting : Setting.values()) {
      page.append("| `")
          .append(setting.key())
          .append("` | ")
          .append(setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`")
          .append(" | `")
          .append(setting.env())
          .append("` | ")
          .append(setting.meaning().replace("|", "\\|"))
          .append(" |\n");
    }
    return page.append("\nThis page is made by `scripts/pulse settings --markdown`.\n").toString();
  }
}
