package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.embedded.RunDirectory;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.core.threads.DaemonThreads;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ExitCode;

/** The entry point of the process, and its exit. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    endWithStartScript();
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
    } catch (Error e) {
      err.println("pulse: " + lastWords(e));
      // An exit in order may fail in the same way; the watchdog cleans up.
      Runtime.getRuntime().halt(ExitCode.SOFTWARE);
      throw e;
    }
    out.flush();
    if (code == ExitCode.OK && results.failure() != null) {
      err.println("pulse: can't write the output (" + results.failure() + ")");
      code = ExitCode.SOFTWARE;
    }
    System.exit(code);
  }

  /**
   * The start script passes signals on, but not the one that kills it. Then another is our parent,
   * though the script may stay in the table of processes for long.
   */
  private static void endWithStartScript() {
    Long script = Long.getLong("pulse.parent");
    if (script == null) {
      return;
    }
    Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("start-script"))
        .scheduleWithFixedDelay(
            () -> {
              boolean isParent =
                  ProcessHandle.current().parent().filter(it -> it.pid() == script).isPresent();
              if (!isParent) {
                System.exit(ExitCode.SOFTWARE);
              }
            },
            1,
            1,
            TimeUnit.SECONDS);
  }

  /** One line on the end of the process, and on what to do about it. */
  static String lastWords(Error e) {
    String what = e.getClass().getSimpleName() + " (" + Trouble.firstLine(e) + ")";
    if (e instanceof OutOfMemoryError) {
      return what
          + "; if it is about threads, raise the limit (ulimit -u), else PULSE_JAVA_OPTS=-Xmx4g";
    }
    return e instanceof StackOverflowError
        ? "too deeply nested; give Java a larger stack: PULSE_JAVA_OPTS=-Xss8m"
        : what + "; run it again with --log FILE to see why";
  }

  private static RunDirectory directory() {
    try {
      return RunDirectory.takeOver();
    } catch (UncheckedIOException e) {
      throw new Failure(
          e.getMessage()
              + " ("
              + Trouble.firstLine(e.getCause())
              + "); set TMPDIR to a folder that can be written and has room",
          e);
    }
  }

  private static PrintStream stream(OutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
