package dev.meetuppulse.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command of {@code pulse cluster}; a cluster's failure is the command's. */
abstract class ClusterAction implements Callable<Integer> {
  final CommandContext context;

  @Mixin private CommonOptions common;
  @Mixin private ClusterOptions place;

  ClusterAction(CommandContext context) {
    this.context = context;
  }

  @Override
  public final Integer call() throws Exception {
    return run(place);
  }

  abstract int run(ClusterOptions place) throws Exception;
}
