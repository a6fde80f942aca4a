package dev.meetuppulse.bench.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.bench.job.Parsers;
import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.EmbeddedRedis;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.WorkerProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs one engine in a JVM of its own and watches it from outside. */
final class EngineRun {
  private static final String SMALL =
      Setting.TOPOLOGY_WORKER_OPTIONS.defaultValue() + " " + WorkerProfile.SMALL.options();

  /** JVM options of every engine but for the heap: those of a worker with the profile small. */
  private static final List<String> FLAGS =
      Stream.concat(
              Stream.of("-Xmx4g", "-XX:-UsePerfData"),
              Stream.of(SMALL.split(" ")).filter(flag -> !flag.startsWith("-Xmx")))
          .toList();

  private static final long LOOK_MILLIS = 10;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration SHORTEST_LIMIT = Duration.ofMinutes(3);

  /** Slower than this, an engine is given up. */
  private static final long SLOWEST = 2_000;

  private final Path home;
  private final Cleanup cleanup;
  private final Topic topic;
  private final Job job;
  private final Contestant contestant;
  private final Engine engine;
  private final int number;

  /**
   * @param cleanup ends what runs if this process is told to stop
   */
  EngineRun(Path home, Cleanup cleanup, Topic topic, Contestant contestant, int number, Job job) {
    this.home = home;
    this.cleanup = cleanup;
    this.topic = topic;
    this.contestant = contestant;
    this.engine = contestant.engine();
    this.number = number;
    this.job = job;
  }

  Run measure() throws Exception {
    if (!engine.needsRedis()) {
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

  private Run measure(Job full, long redis) throws Exception {
    BytesOut bytesOut = new BytesOut(full.topic());
    long bytesBefore = bytesOut.count();
    Process process = start(full);
    cleanup.open(() -> (AutoCloseable) process::destroyForcibly);
    try {
      long deadline = System.nanoTime() + limit().toNanos();
      while (bytesOut.count() == bytesBefore) {
        if (hopeless(process, deadline)) {
          return Run.failed(contestant, number, why(process));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      long startedAt = System.currentTimeMillis();
      double cpuBefore = ProcessUse.cpuSeconds(process.pid());
      double redisBefore = ProcessUse.cpuSeconds(redis);
      Path answer = full.directory().resolve(Output.ANSWER);
      while (!Files.exists(answer)) {
        if (hopeless(process, deadline)) {
          return Run.failed(contestant, number, why(process));
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
          Progress.read(full.directory().resolve(Output.PROGRESS)).steady(full.records()),
          (cpu + redisCpu) / millions,
          memory + redisMemory,
          said.gcMillis(),
          redisCpu / millions,
          redisMemory,
          said.received() == full.records() && topic.agrees(said.clock(), said.boards()),
          "");
    } finally {
      stop(process);
    }
  }

  private Process start(Job full) throws IOException {
    Path target = home.resolve("bench").resolve(engine.module()).resolve("target");
    Path temporary = Files.createDirectories(full.directory().resolve("tmp"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.add("-XX:ActiveProcessorCount=" + full.cores());
    command.addAll(engine.flags());
    command.add("-D" + Parsers.JACKSON + "=" + (contestant.parser() == Contestant.Parser.JACKSON));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dlog4j2.configurationFile=bench-log4j2.xml");
    command.add("-cp");
    command.add(target.resolve("classes") + ":" + target.resolve("lib") + "/*");
    command.add(engine.mainClass());
    command.addAll(List.of(full.arguments()));
    Process process =
        new ProcessBuilder(command)
            .directory(full.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    process.getOutputStream().close();
    return process;
  }

  private Path log() {
    return job.directory().resolve("log");
  }

  private Duration limit() {
    Duration slow = Duration.ofSeconds(job.records() / SLOWEST);
    return slow.compareTo(SHORTEST_LIMIT) > 0 ? slow : SHORTEST_LIMIT;
  }

  private static boolean hopeless(Process process, long deadline) {
    return !process.isAlive() || System.nanoTime() > deadline;
  }

  private String why(Process process) throws IOException {
    String what =
        process.isAlive()
            ? "no answer within " + limit().toSeconds() + " s"
            : "ended with code " + process.exitValue();
    List<String> lines = Files.readAllLines(log());
    String said =
        lines.stream()
            .filter(line -> line.contains("Exception") || line.contains("Error"))
            .findFirst()
            .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    return said.isEmpty() ? what : what + ": " + said.strip();
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
