package dev.meetuppulse.dist;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.cli.CommandContext;
import dev.meetuppulse.cli.Pulse;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Has the pulse command describe itself: shell completion, man pages, and a settings file. */
public final class CommandReference {
  /** The process is Maven's, whose directory for temporary files must stay. */
  private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private CommandReference() {}

  /**
   * Writes completion, sources of man pages, and settings file.
   *
   * @param args the folders of the completion, of the man pages' AsciiDoc sources, and of the
   *     settings file
   */
  public static void main(String[] args) throws IOException {
    try (CommandContext context =
        new CommandContext(System.out, System.err, Map.of(), () -> RunDirectory.in(TEMPORARY))) {
      write(Pulse.commandLine(context), Path.of(args[0]), Path.of(args[1]));
    }
    writeSettings(Files.createDirectories(Path.of(args[2])).resolve("pulse.yaml"));
  }

  private static void writeSettings(Path file) throws IOException {
    try (PrintStream out = new PrintStream(file.toFile(), UTF_8);
        CommandContext context =
            new CommandContext(out, System.err, Map.of(), () -> RunDirectory.in(TEMPORARY))) {
      int code = Pulse.commandLine(context).execute("settings", "--template");
      if (code != 0 || out.checkError()) {
        throw new IOException("the settings file could not be written: code " + code);
      }
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
