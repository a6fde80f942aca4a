package dev.meetuppulse.cli;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the settings in force. */
@Command(
    name = "settings",
    header = "Show the value in force of every setting, or print a settings file or page.",
    footer = {
      "",
      "Examples:",
      "  scripts/pulse settings                        the values in force, as YAML",
      "  scripts/pulse settings --set count.top=10     the same, with one changed",
      "  scripts/pulse settings --template >pulse.yaml a commented file with every key",
      "  scripts/pulse settings --markdown             keys, defaults and meanings",
    })
final class SettingsCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private CommonOptions common;
  @Mixin private ServerOptions settings;

  @Option(names = "--markdown", description = "Print the settings page of the docs.")
  private boolean markdown;

  @Option(names = "--template", description = "Print a commented settings file to start from.")
  private boolean template;

  SettingsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (markdown) {
      context.out().print(SettingsPage.markdown());
      return 0;
    }
    if (template) {
      context.out().print(SettingsPage.template());
      return 0;
    }
    Settings inForce = settings.load(context);
    for (Setting setting : Setting.values()) {
      context.out().println("# " + setting.meaning() + "; " + setting.env());
      context.out().println(setting.key() + ": " + SettingsPage.quoted(inForce.text(setting)));
    }
    return 0;
  }
}
