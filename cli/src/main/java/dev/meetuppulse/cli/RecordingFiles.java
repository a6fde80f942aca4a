package dev.meetuppulse.cli;

import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The recordings that a command reads. */
final class RecordingFiles {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Recordings, one JSON object per line, gzip or not; - for standard input.")
  private List<String> names;

  /**
   * @throws ParameterException if standard input is named twice
   */
  List<String> names() {
    if (Collections.frequency(names, "-") > 1) {
      throw new ParameterException(
          command.commandLine(), "standard input can be read once; name - once");
    }
    return names;
  }
}
