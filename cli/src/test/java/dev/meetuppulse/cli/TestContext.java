package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.embedded.RunDirectory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process to run commands in, of which a test sees what it printed. */
final class TestContext implements AutoCloseable {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CommandContext context;

  private TestContext(Path folder, Map<String, String> env) {
    this.context =
        new CommandContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            env,
            () -> RunDirectory.in(folder));
  }

  /**
   * @param env names and values, in turn
   */
  static TestContext open(Path folder, String... env) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < env.length; i += 2) {
      variables.put(env[i], env[i + 1]);
    }
    return new TestContext(folder, variables);
  }

  int run(String... args) {
    return Pulse.commandLine(context).execute(args);
  }

  CommandContext context() {
    return context;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  List<String> errLines() {
    return err().lines().toList();
  }

  @Override
  public void close() {
    context.close();
  }
}
