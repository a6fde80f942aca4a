package dev.meetuppulse.topology;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.TopicFitness;
import dev.meetuppulse.kafka.TopicTrouble;
import dev.meetuppulse.kafka.Topics;
import dev.meetuppulse.redis.RedisOwners;
import dev.meetuppulse.redis.RedisProbe;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.storm.StormSubmitter;
import org.apache.storm.generated.AlreadyAliveException;
import org.apache.storm.generated.AuthorizationException;
import org.apache.storm.generated.InvalidTopologyException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Submits the topology to the Storm cluster that storm.yaml names; run by {@code storm jar}. */
@Command(
    name = "storm jar meetup-pulse.jar dev.meetuppulse.topology.PulseMain",
    header = "Submits Meetup Pulse to the Storm cluster that storm.yaml names.",
    description = {
      "",
      "Every setting can also come from the environment, such as PULSE_KAFKA_BOOTSTRAP.",
      "Exit code: 0 submitted, 1 it failed and said why, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
public final class PulseMain implements Callable<Integer> {
  private static final Logger LOG = System.getLogger(PulseMain.class.getName());

  /** Nothing could be counted correctly with this topic. */
  private static final class UnfitTopicException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitTopicException(TopicTrouble trouble) {
      super(trouble.text());
    }
  }

  /** Creates missing topics, and reports what does not fit the existing ones. */
  interface TopicPreparer {
    List<TopicTrouble> prepare(Settings settings) throws InterruptedException;
  }

  private final Map<String, String> environment;
  private final PulseTopology.TopologySubmitter submitter;
  private final TopicPreparer topics;

  @Spec private CommandSpec command;

  @Option(names = "--settings", paramLabel = "FILE", description = "Settings in YAML.")
  private Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Override one setting.")
  private Map<String, String> values = new LinkedHashMap<>();

  PulseMain(
      Map<String, String> environment,
      PulseTopology.TopologySubmitter submitter,
      TopicPreparer topics) {
    this.environment = environment;
    this.submitter = submitter;
    this.topics = topics;
  }

  public static void main(String[] args) {
    System.exit(run(System.getenv(), StormSubmitter::submitTopology, PulseMain::prepare, args));
  }

  static int run(
      Map<String, String> environment,
      PulseTopology.TopologySubmitter submitter,
      TopicPreparer topics,
      String... args) {
    return new CommandLine(new PulseMain(environment, submitter, topics))
        .setParameterExceptionHandler(
            (error, arguments) -> {
              error.getCommandLine().getErr().println(error.getMessage());
              return CommandLine.ExitCode.USAGE;
            })
        .execute(args);
  }

  @Override
  public Integer call() {
    Settings settings = settings();
    String name = settings.text(Setting.TOPOLOGY_NAME);
    String problem;
    try {
      requireStore(settings);
      requireTopics(settings);
      PulseTopology.submit(settings, submitter);
      command.commandLine().getOut().println("submitted " + name);
      return CommandLine.ExitCode.OK;
    } catch (StoreRefusedException | UnfitTopicException e) {
      problem = "can't submit " + name + ": " + e.getMessage();
    } catch (AlreadyAliveException e) {
      problem = alreadyRuns(name);
    } catch (AuthorizationException e) {
      problem = "Storm does not let you submit " + name + ": " + e.get_msg();
    } catch (InvalidTopologyException e) {
      problem = "Storm refuses " + name + ": " + e.get_msg();
    } catch (Exception e) {
      problem =
          isNameTaken(e)
              ? alreadyRuns(name)
              : "can't submit "
                  + name
                  + ": "
                  + Trouble.firstLine(e)
                  + "; is Nimbus up, and named in storm.yaml?";
    }
    command.commandLine().getErr().println(problem);
    return CommandLine.ExitCode.SOFTWARE;
  }

  /**
   * Checks that the count could be saved, and would not mix with another's.
   *
   * @throws StoreRefusedException if not, in one line
   */
  private static void requireStore(Settings settings) {
    try (RedisProbe probe = new RedisProbe(settings);
        RedisOwners owners = new RedisOwners(settings)) {
      probe.requireWritable();
      owners.requireNoOther("");
    } catch (StoreRefusedException e) {
      throw e;
    } catch (StoreException e) {
      // The workers may reach it from their machines, or later.
      LOG.log(Level.DEBUG, "Redis is not checked: {0}", e.getMessage());
    }
  }

  private static List<TopicTrouble> prepare(Settings settings) throws InterruptedException {
    Topics.ensure(settings);
    return TopicFitness.troubles(settings);
  }

  /**
   * Creates the topics before a consumer makes a broker create them, and prints what does not fit.
   *
   * @throws UnfitTopicException in one line, if nothing could be counted correctly
   */
  private void requireTopics(Settings settings) throws InterruptedException, UnfitTopicException {
    try {
      for (TopicTrouble trouble : topics.prepare(settings)) {
        if (trouble.prevents()) {
          throw new UnfitTopicException(trouble);
        }
        command.commandLine().getErr().println(trouble.text());
      }
    } catch (KafkaAccessException e) {
      // The workers may reach it from their machines, or later.
      command.commandLine().getErr().println("topics are not checked: " + e.getMessage());
    }
  }

  private static String alreadyRuns(String name) {
    return name
        + " runs already: 'storm kill "
        + name
        + " -w 5' first, or set topology.name; or, if it was just killed, wait until 'storm list'"
        + " no longer shows it";
  }

  /** StormSubmitter checks the name itself, and reports it only in its message. */
  private static boolean isNameTaken(Exception e) {
    return e instanceof RuntimeException
        && Trouble.firstLine(e).contains("already exists on the cluster");
  }

  private Settings settings() {
    if (file != null && !Files.isRegularFile(file)) {
      throw new ParameterException(command.commandLine(), "there is no settings file " + file);
    }
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    values.forEach((key, value) -> flags.put(setting(key), value));
    try {
      Settings settings = Settings.load(file, environment, flags);
      PulseTopology.bounds(settings).check();
      PulseTopology.bounds(settings).checkHeap();
      return settings;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private Setting setting(String key) {
    return Setting.find(key)
        .orElseThrow(
            () -> new ParameterException(command.commandLine(), "unknown setting '" + key + "'"));
  }
}
