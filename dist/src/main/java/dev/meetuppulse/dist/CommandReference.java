package dev.meetuppulse.dist;

import dev.meetuppulse.cli.CommandContext;
import dev.meetuppulse.cli.Pulse;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the shell completion and the sources of the man pages of the pulse command. */
public final class CommandReference {
  /** The process is Maven's, whose directory for temporary files must stay. */
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private CommandReference() {}

  /**
   * Writes both.
   *
   * @param args the folder of the completion, and that of the man pages' AsciiDoc sources
   */
  public static void main(String[] args) throws IOException {
    try (CommandContext context =
        new CommandContext(System.out, System.err, Map.of(), () -> RunDirectory.in(TEMPORARY))) {
      write(Pulse.commandLine(context), Path.of(args[0]), Path.of(args[1]));
    }
  }

  private static void write(CommandLine pulse, Path completionFolder, Path manFolder)
      throws IOException {
    Path completion = Files.createDirectories(completionFolder);
    Files.writeString(completion.resolve("pulse.bash"), AutoComplete.bash("pulse", pulse));
    List<CommandSpec> specs = specs(pulse);
    specs.forEach(spec -> ManPage.prepare(spec.usageMessage()));
    File manSources = Files.createDirectories(manFolder).toFile();
    int code =
        ManPageGenerator.generateManPage(
            manSources, null, new boolean[0], true, specs.toArray(CommandSpec[]::new));
    if (code != 0) {
      throw new IOException("the man pages could not be written: code " + code);
    }
  }

  private static List<CommandSpec> specs(CommandLine command) {
    List<CommandSpec> specs = new ArrayList<>();
    specs.add(command.getCommandSpec());
    command.getSubcommands().values().forEach(sub -> specs.addAll(specs(sub)));
    return specs;
  }
}
