package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import dev.meetuppulse.cluster.embedded.ServerExits;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Supplier;

/** The process a command runs in: its output, environment, clean-up and directory. */
public final class CommandContext implements AutoCloseable {
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> env;
  private final Cleanup cleanup;
  private final RunDirectory directory;
  private volatile String command = "pulse";
  private volatile boolean hasOwnServers;

  /**
   * @param out only for results
   * @param err for progress and errors
   * @param env the environment
   * @param directory makes the directory for everything a command writes; it is deleted at the end
   * @throws IllegalStateException if the process has been asked to stop
   */
  public CommandContext(
      PrintStream out, PrintStream err, Map<String, String> env, Supplier<RunDirectory> directory) {
    this.out = out;
    this.err = err;
    this.env = env;
    this.cleanup = new Cleanup(line -> err.println(command + ": " + line));
    try {
      this.directory = cleanup.open(directory::get);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Remembers which command runs: lines about failures begin with its name. */
  void runs(String name) {
    command = name;
  }

  /**
   * Intercepts the calls by which servers end this process: for commands that start their own.
   * These write to the directory, so a full disk is taken to be the cause of any other failure.
   */
  void catchServerExits() {
    hasOwnServers = true;
    ServerExits.report(
        why -> cleanup.fail(cause(why + "; run it again with --log FILE to see why")));
  }

  void printFailure(String why) {
    cleanup.printFailure(cause(why));
  }

  private String cause(String why) {
    return hasOwnServers && directory.isFull()
        ? "no space left in " + directory.path().getParent()
        : why;
  }

  public Cleanup cleanup() {
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

  /** True if somebody sees what it prints as it comes; false in a pipe, a file or a log. */
  boolean isTerminal() {
    return System.console() != null;
  }

  public PrintStream err() {
    return err;
  }

  public void awaitStop() throws InterruptedException {
    cleanup.awaitClosing();
  }

  @Override
  public void close() {
    cleanup.close();
  }
}
