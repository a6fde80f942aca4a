package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.kafka.Topics;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker that restarts, freezes or loses its newest records, and a topic that is deleted and
 * created again.
 */
record KafkaScenarios(UnderLoad underLoad) implements ScenarioGroup {
  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario(
            Fault.KAFKA_RESTART,
            Needs.LOAD,
            here -> ServerFaults.restart(here, Kind.KAFKA, () -> {})),
        scenario(Fault.KAFKA_PAUSE, Needs.LOAD, here -> ServerFaults.pause(here, Kind.KAFKA)),
        scenario(Fault.KAFKA_UNCLEAN, Needs.LAST, this::cutBack),
        scenario(Fault.TOPIC_RESET, Needs.LAST, this::resetTopic));
  }

  private static Scenario scenario(Fault fault, Needs needs, Scenario.Injection injection) {
    return new Scenario(fault.id(), "", Set.of(ClusterPart.KAFKA), needs, injection);
  }

  /**
   * A broker that dies and comes back without the newest records, as after an unclean election: all
   * are counted before, so that offsets are saved that lie beyond the end.
   */
  private double cutBack(Environment here) throws Exception {
    underLoad.run(here, nothing -> 0);
    here.awaitAll(LIMIT);
    Map<Integer, Long> before = here.offsets().ends();
    String broker = ServerFaults.first(here, Kind.KAFKA);
    here.note(broker + " is killed, and its logs cut back");
    Path data = here.cluster().process(broker).log().resolveSibling("data");
    here.cluster().killProcess(broker);
    String topic = here.settings().text(Setting.KAFKA_TOPIC);
    for (int partition : before.keySet()) {
      halve(data.resolve(topic + "-" + partition));
    }
    here.cluster().startProcess(broker);
    Map<Integer, Long> after = here.offsets().ends();
    here.note("Kafka ended at " + before + ", ends at " + after);
    if (after.entrySet().stream().allMatch(end -> end.getValue() >= before.get(end.getKey()))) {
      here.problem("no log was cut back");
    }
    return goOn(here);
  }

  /** Cuts the newest segment of a log in the middle; the broker drops what is not whole. */
  private static void halve(Path log) throws IOException {
    Path newest;
    try (Stream<Path> files = Files.list(log)) {
      newest =
          files
              .filter(file -> file.toString().endsWith(".log"))
              .max(Comparator.naturalOrder())
              .orElseThrow();
    }
    try (FileChannel channel = FileChannel.open(newest, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
  }

  /** Records that Kafka no longer holds can't be counted: all are counted before the topic goes. */
  private double resetTopic(Environment here) throws Exception {
    underLoad.run(here, nothing -> 0);
    here.awaitAll(LIMIT);
    String topic = here.settings().text(Setting.KAFKA_TOPIC);
    try (Admin admin = here.offsets().admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      Poll.until(() -> !exists(admin, topic), LIMIT);
    }
    Topics.ensure(here.settings());
    return goOn(here);
  }

  /** Sends another load; recovery counts from its beginning. */
  private double goOn(Environment here) throws Exception {
    long since = System.currentTimeMillis();
    double rate = underLoad.options().rate();
    try (Load load = here.traffic().load(rate, UnderLoad.STREAM_RATE, 0)) {
      Poll.until(() -> load.sent() >= rate, LIMIT);
      double seconds = here.boards().awaitFresh(since, here.offsets().ends(), LIMIT);
      underLoad.awaitSent(load);
      load.finish();
      return seconds;
    }
  }

  private static boolean exists(Admin admin, String topic) {
    try {
      return admin.listTopics().names().get().contains(topic);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }
}
