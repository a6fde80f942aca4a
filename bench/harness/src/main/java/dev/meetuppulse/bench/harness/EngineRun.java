package dev.meetuppulse.bench.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.EmbeddedRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Runs one engine in a JVM of its own and watches it from outside.
 *
 * @param cleanup stops the engine if this process is asked to stop
 */
record EngineRun(
    Path home, Cleanup cleanup, Topic topic, Contestant contestant, int number, Job job) {
  private static final long LOOK_MILLIS = 10;
  private static final Duration SHORTEST_LIMIT = Duration.ofMinutes(3);

  /** Slower than this, an engine is given up. */
  private static final long SLOWEST = 2_000;

  Run measure() throws Exception {
    if (!contestant.engine().needsRedis()) {
      return measure(job, -1);
    }
    try (EmbeddedRedis redis =
        cleanup.open(
            () ->
                EmbeddedRedis.start(
                    Files.createDirectories(job.directory().resolve("redis")), 0))) {
      return measure(
          new Job(
              job.engine(),
              job.bootstrap(),
              job.topic(),
              job.partitions(),
              job.records(),
              job.cores(),
              job.directory(),
              redis.url()),
          redis.pid());
    }
  }

  /**
   * One long method, because what is read before and after must lie as close together as it does.
   */
  private Run measure(Job full, long redis) throws Exception {
    BytesOut bytesOut = new BytesOut(full.topic());
    long bytesBefore = bytesOut.count();
    try (EngineProcess process = cleanup.open(() -> EngineProcess.start(home, contestant, full))) {
      long deadline = System.nanoTime() + limit().toNanos();
      while (bytesOut.count() == bytesBefore) {
        if (hopeless(process, deadline)) {
          return Run.failed(contestant, number, process.why(tooLate()));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      long startedAt = System.currentTimeMillis();
      double cpuBefore = ProcessUse.cpuSeconds(process.pid());
      double redisBefore = ProcessUse.cpuSeconds(redis);
      Path answer = full.directory().resolve(Output.ANSWER);
      while (!Files.exists(answer)) {
        if (hopeless(process, deadline)) {
          return Run.failed(contestant, number, process.why(tooLate()));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      double millions = full.records() / 1e6;
      double cpu = ProcessUse.cpuSeconds(process.pid()) - cpuBefore;
      double redisCpu = ProcessUse.cpuSeconds(redis) - redisBefore;
      double memory = ProcessUse.peakMegabytes(process.pid());
      double redisMemory = ProcessUse.peakMegabytes(redis);
      Output.Answer said = new ObjectMapper().readValue(answer.toFile(), Output.Answer.class);
      return new Run(
          contestant.id(),
          contestant.parser().id(),
          number,
          full.records() * 1e3 / Math.max(1, said.publishedAt() - startedAt),
          PublishedProgress.read(full.directory().resolve(Output.PROGRESS)).steady(full.records()),
          (cpu + redisCpu) / millions,
          memory + redisMemory,
          said.gcMillis(),
          redisCpu / millions,
          redisMemory,
          said.received() == full.records() && topic.agrees(said.clock(), said.boards()),
          "");
    }
  }

  private Duration limit() {
    Duration slow = Duration.ofSeconds(job.records() / SLOWEST);
    return slow.compareTo(SHORTEST_LIMIT) > 0 ? slow : SHORTEST_LIMIT;
  }

  private String tooLate() {
    return "no answer within " + limit().toSeconds() + " s";
  }

  private static boolean hopeless(EngineProcess process, long deadline) {
    return !process.isAlive() || System.nanoTime() > deadline;
  }
}
