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
final class FreshEngine implements FreshnessTarget {
  private final EngineProcess process;
  private final Path progress;

  private FreshEngine(EngineProcess process, Path progress) {
    this.process = process;
    this.progress = progress;
  }

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
    return Files.exists(progress)
        ? PublishedProgress.read(progress)
        : new PublishedProgress(List.of());
  }

  @Override
  public double cpuSeconds() {
    return ProcessUse.cpuSeconds(ProcessHandle.current().pid())
        + ProcessUse.cpuSeconds(process.pid());
  }
}
