package dev.meetuppulse.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Explains what {@code scripts/pulse test} does; the script does it, as Maven must run it. */
@Command(
    name = "test",
    header = "Build everything and run every test, as CI does.",
    description = {
      "",
      "Runs 'mvn verify' over all modules, with a real Kafka, Redis and Storm in process and, if"
          + " Chromium and its driver are installed, a browser. Then five engines do the bench's job on"
          + " few records, and each answer must be right.",
      "Ends with the line 'N passed, N failed, N skipped'; what was skipped says why."
    })
final class TestCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() {
    throw new Failure("run it as 'scripts/pulse test'");
  }
}
