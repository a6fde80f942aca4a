package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.embedded.RunDirectory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** The entry point of the process, and its exit. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
    PrintStream out = stream(results);
    PrintStream err = stream(new FileOutputStream(FileDescriptor.err));
    // A library that prints must not end up in the middle of our JSON.
    System.setOut(err);
    System.setErr(err);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> LoggerFactory.getLogger(Main.class).error("{} ended", thread.getName(), e));
    int code;
    try (CommandContext context = new CommandContext(out, err, System.getenv(), Main::directory)) {
      code = Pulse.commandLine(context).execute(args);
    } catch (Failure e) {
      err.println("pulse: " + e.getMessage());
      code = ExitCode.SOFTWARE;
    }
    out.flush();
    if (code == ExitCode.OK && results.failure() != null) {
      err.println("pulse: can't write the output (" + results.failure() + ")");
      code = ExitCode.SOFTWARE;
    }
    System.exit(code);
  }

  private static RunDirectory directory() {
    try {
      return RunDirectory.takeOver();
    } catch (UncheckedIOException e) {
      throw new Failure(
          e.getMessage()
              + " ("
              + e.getCause().getMessage()
              + "); set TMPDIR to a folder that can be written and has room",
          e);
    }
  }

  private static PrintStream stream(OutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
