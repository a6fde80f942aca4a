package dev.meetuppulse.cli;

import dev.meetuppulse.cli.count.CountRun;
import dev.meetuppulse.cli.count.FinalBoards;
import dev.meetuppulse.cluster.embedded.EmbeddedStack;
import dev.meetuppulse.cluster.embedded.OpenServers;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.RecordingSource;
import dev.meetuppulse.feed.Source;
import dev.meetuppulse.redis.RedisStores;
import dev.meetuppulse.topology.PulseTopology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.storm.Config;

/** One Kafka, Redis and Storm for a class of tests; each count has topics and keys of its own. */
public final class TestPipeline implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final RunDirectory directory;
  private final EmbeddedStack stack;

  private TestPipeline(RunDirectory directory, EmbeddedStack stack) {
    this.directory = directory;
    this.stack = stack;
  }

  public static TestPipeline start(Path folder) throws IOException {
    RunDirectory directory = RunDirectory.in(folder);
    return new TestPipeline(directory, EmbeddedStack.start(directory, false, System.out::println));
  }

  /** Settings of a count that has nothing to do with any other. */
  public Settings fresh(Map<Setting, String> others) {
    Map<Setting, String> own = OpenServers.apart("count-" + NUMBER.incrementAndGet());
    own.putAll(others);
    return stack.settings(CountRun.settings(Settings.of(own)));
  }

  /** Counts recordings with the default settings. */
  public FinalBoards count(String... files) throws Exception {
    return count(fresh(Map.of()), files);
  }

  public FinalBoards count(Settings settings, String... files) throws Exception {
    return count(
        settings,
        new RecordingSource(
            List.of(files), RecordingSource.AS_FAST_AS_POSSIBLE, false, System.out::println));
  }

  public FinalBoards count(Settings settings, Source source) throws Exception {
    try {
      return new CountRun(settings, 10, System.out::println).run(source, this::submit);
    } finally {
      kill(settings);
    }
  }

  /** Runs the topology, with every tuple serialized as between processes. */
  public void submit(Settings settings) throws Exception {
    Config config = PulseTopology.config(settings);
    config.put(Config.TOPOLOGY_TESTING_ALWAYS_TRY_SERIALIZE, true);
    stack
        .storm()
        .submit(
            settings.text(Setting.TOPOLOGY_NAME),
            config,
            PulseTopology.build(settings, new RedisStores(settings)));
  }

  public void kill(Settings settings) throws Exception {
    stack.storm().kill(settings.text(Setting.TOPOLOGY_NAME));
  }

  /** Where the servers keep their files. */
  public Path files() {
    return directory.path();
  }

  @Override
  public void close() {
    stack.close();
    directory.close();
  }
}
