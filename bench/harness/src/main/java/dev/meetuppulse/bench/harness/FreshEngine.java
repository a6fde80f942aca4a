package dev.meetuppulse.bench.harness;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.core.board.Ranker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Another engine in a JVM of its own, which publishes as often as ours may. Its boards are as fresh
 * as the file it writes them to, so nothing is added for an API.
 */
record FreshEngine(EngineProcess process, Path file) implements FreshnessTarget {

  static FreshEngine start(Cleanup cleanup, Path home, Contestant contestant, Job job)
      throws Exception {
    String publish = "-D" + Job.PUBLISH + "=" + Ranker.SOON_MILLIS;
    EngineProcess process = cleanup.open(() -> EngineProcess.start(home, contestant, job, publish));
    return new FreshEngine(process, job.directory().resolve(Output.PROGRESS));
  }

  @Override
  public PublishedProgress progress() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(process.why(""));
    }
    return Files.exists(file) ? PublishedProgress.read(file) : new PublishedProgress(List.of());
  }

  @Override
  public double cpuSeconds() {
    return ProcessUse.cpuSeconds(ProcessHandle.current().pid())
        + ProcessUse.cpuSeconds(process.pid());
  }
}
