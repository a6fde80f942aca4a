package dev.meetuppulse.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that every command of this process takes. */
final class CommonOptions extends HelpOption {
  @Option(names = "--verbose", description = "Show the log and stack traces.")
  private boolean verbose;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Write the log to this file; otherwise it is deleted when the command ends.")
  private Path log;

  @Override
  boolean verbose() {
    return verbose;
  }

  /**
   * Passes the option to the logging configuration, which reads system properties when logging
   * starts.
   *
   * @throws Failure if the log can't be written where it should
   */
  @Override
  void apply() {
    if (log != null) {
      requireWritable(log.toAbsolutePath());
      System.setProperty("pulse.log", log.toAbsolutePath().toString());
    }
    if (verbose) {
      System.setProperty("pulse.log.console", "info");
      System.setProperty("pulse.log.level", "info");
    }
  }

  private static void requireWritable(Path file) {
    boolean writable =
        Files.exists(file)
            ? Files.isRegularFile(file) && Files.isWritable(file)
            : Files.isWritable(file.getParent());
    if (!writable) {
      throw new Failure("can't write the log to " + file + "; choose another --log");
    }
  }
}
