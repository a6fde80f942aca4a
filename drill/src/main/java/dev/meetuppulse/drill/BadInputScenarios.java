package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;
import static dev.meetuppulse.drill.UnderLoad.STREAM_RATE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.simulator.Poison;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Records that break rules. Every one must be in the dead letters, without its member. */
record BadInputScenarios(UnderLoad underLoad) implements ScenarioGroup {
  /** The share of a load's lines that break a rule. */
  static final double POISON_SHARE = 0.1;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario(Fault.POISON, here -> here.traffic().load(rate(), STREAM_RATE, POISON_SHARE)),
        scenario(Fault.MUTATION, here -> here.traffic().mutatedLoad(rate(), STREAM_RATE)));
  }

  private double rate() {
    return underLoad.options().rate();
  }

  private interface LoadStart {
    Load begin(Environment here) throws InterruptedException;
  }

  private Scenario scenario(Fault fault, LoadStart loads) {
    return new Scenario(
        fault.id(), "", Set.of(ClusterPart.INPUT), Needs.NOTHING, here -> send(here, loads));
  }

  private double send(Environment here, LoadStart loads) throws Exception {
    String topic = here.settings().text(Setting.KAFKA_DEAD_LETTERS);
    Map<Integer, Long> before = here.offsets().ends(topic);
    long invalid = here.traffic().truth().records().invalid();
    Set<String> workers = here.workerIds();
    double seconds =
        underLoad.run(here, loads.begin(here), sending -> sending.boards().awaitFresh(LIMIT));
    here.awaitAll(LIMIT);
    checkLetters(here, before, here.traffic().truth().records().invalid() - invalid);
    if (!here.workerIds().equals(workers)) {
      here.problem("a worker was restarted");
    }
    return seconds;
  }

  private static void checkLetters(Environment here, Map<Integer, Long> before, long sent)
      throws InterruptedException {
    String topic = here.settings().text(Setting.KAFKA_DEAD_LETTERS);
    Set<String> letters = new HashSet<>();
    AtomicBoolean secret = new AtomicBoolean();
    TopicReader.read(
        here.settings(),
        topic,
        before,
        here.offsets().ends(topic),
        letter -> {
          letters.add(new String(letter.key(), UTF_8));
          if (new String(letter.value(), UTF_8).contains(Poison.SECRET)) {
            secret.set(true);
          }
        });
    if (secret.get()) {
      here.problem("a member is in the dead letters");
    }
    if (letters.size() != sent) {
      here.problem(letters.size() + " dead letters for " + sent + " bad records");
    }
  }
}
