package dev.meetuppulse.cli;

import picocli.CommandLine.Option;

/** The option of every command, also of those that the start script runs itself. */
class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  boolean verbose() {
    return false;
  }

  /**
   * Puts options into force that must be before the command runs.
   *
   * @throws Failure if that is not possible
   */
  void apply() {}
}
