package dev.meetuppulse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Explains {@code scripts/pulse dist}; the script does it, as Maven must run it. */
@Command(
    name = "dist",
    header = "Build the archive for machines without Maven.",
    description = {
      "",
      "Runs 'mvn -Pdist package' and prints where the archive is. It needs Java 17 or later and"
          + " nothing else; 'dist/check' unpacks and tries it."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/pulse dist",
      "  dist/check",
    })
final class DistCommand implements Callable<Integer> {
  @Mixin private HelpOption common;

  @Override
  public Integer call() {
    throw new Failure("run it as 'scripts/pulse dist', in a checkout");
  }
}
