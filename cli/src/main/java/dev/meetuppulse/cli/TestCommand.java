package dev.meetuppulse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Explains what {@code scripts/pulse test} does; the script does it, as Maven must run it. */
@Command(
    name = "test",
    header = "Build everything and run every test, as CI does.",
    description = {
      "",
      "Runs 'mvn verify' over all modules, with a real Kafka, Redis and Storm in process and, if"
          + " Chromium and its driver are installed, a browser. Then five engines do the bench's job on"
          + " few records, and each answer must be right.",
      "A failing test does not stop the run; the last line is 'N passed, N failed, N skipped', and"
          + " what was skipped says why. Leaves no process and no temporary file behind."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/pulse test",
      "  scripts/pulse test --stress                all of it on a busy machine",
      "  scripts/pulse test --stress web,topology   all, then these on a busy machine",
    })
final class TestCommand implements Callable<Integer> {
  @Mixin private HelpOption common;

  @Option(
      names = "--stress",
      arity = "0..1",
      paramLabel = "MODULE[,MODULE]",
      description = {
        "Keep two processes busy on each core during the tests; or, with modules, run all tests as"
            + " usual and then those of the modules once more under that load."
      })
  private String stress;

  @Override
  public Integer call() {
    throw new Failure("run it as 'scripts/pulse test', in a checkout");
  }
}
