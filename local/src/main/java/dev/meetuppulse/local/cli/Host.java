package dev.meetuppulse.local.cli;

import dev.meetuppulse.local.embedded.Cleanup;
import dev.meetuppulse.local.embedded.RunDirectory;
import java.io.PrintStream;
import java.util.Map;
import org.apache.logging.log4j.LogManager;

/** What a command gets from the process it runs in. */
public final class Host implements AutoCloseable {
  private final RunDirectory directory;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> env;
  private Cleanup cleanup;

  /**
   * @param directory for everything a command writes; deleted at the end
   * @param out for results alone
   * @param err for progress and errors
   * @param env the environment
   */
  public Host(RunDirectory directory, PrintStream out, PrintStream err, Map<String, String> env) {
    this.directory = directory;
    this.out = out;
    this.err = err;
    this.env = env;
  }

  /** Made when first asked for: by then it is known where the log goes. */
  public synchronized Cleanup cleanup() {
    if (cleanup == null) {
      cleanup = new Cleanup();
      try {
        cleanup.open(() -> directory);
        cleanup.open(() -> (AutoCloseable) LogManager::shutdown);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return cleanup;
  }

  public RunDirectory directory() {
    return directory;
  }

  public PrintStream out() {
    return out;
  }

  public Map<String, String> env() {
    return env;
  }

  /** A line for people, on standard error. */
  public void say(String line) {
    err.println(line);
  }

  public PrintStream err() {
    return err;
  }

  /** Waits until the process is told to stop. */
  public void awaitStop() throws InterruptedException {
    cleanup().awaitClosing();
  }

  @Override
  public void close() {
    cleanup().close();
  }
}
