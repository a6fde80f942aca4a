package dev.meetuppulse.drill;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.Server;
import dev.meetuppulse.cluster.StormClient;
import dev.meetuppulse.cluster.Worker;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A topology on the cluster with topics, Redis keys and a truth of its own. */
final class Environment implements AutoCloseable {
  private final Cluster cluster;
  private final Settings settings;
  private final TopicOffsets offsets;
  private final BoardMonitor boards;
  private final Traffic traffic;
  private final DrillHistory history;
  private final List<String> problems = new ArrayList<>();
  private volatile int workers;

  /**
   * @param settings with names that no other environment has
   * @param seed of its load
   * @param streamTime when the stream begins, ms since the epoch
   */
  Environment(
      Cluster cluster, Settings settings, long seed, long streamTime, DrillHistory history) {
    this.cluster = cluster;
    this.settings = cluster.settings(settings);
    this.offsets = new TopicOffsets(this.settings);
    this.boards = new BoardMonitor(this.settings, offsets);
    this.traffic = new Traffic(this.settings, seed, streamTime);
    this.history = history;
    this.workers = settings.integer(Setting.TOPOLOGY_WORKERS);
  }

  Cluster cluster() {
    return cluster;
  }

  Settings settings() {
    return settings;
  }

  TopicOffsets offsets() {
    return offsets;
  }

  BoardMonitor boards() {
    return boards;
  }

  Traffic traffic() {
    return traffic;
  }

  String name() {
    return settings.text(Setting.TOPOLOGY_NAME);
  }

  Judge judge() {
    return new Judge(traffic.truth(), settings.integer(Setting.COUNT_TOP), boards.count(), history);
  }

  /** Waits until all that was sent is published; see {@link BoardMonitor#awaitAll}. */
  Published awaitAll(Duration limit) throws InterruptedException {
    return boards.awaitAll(traffic.truth().records().received(), limit);
  }

  void submit(int workerCount) throws InterruptedException {
    Topics.ensure(settings);
    workers = workerCount;
    cluster.submit(settings.with(Map.of(Setting.TOPOLOGY_WORKERS, Integer.toString(workerCount))));
  }

  void submit(Path jar) {
    cluster.submit(settings, jar);
  }

  /** Sets how many workers {@link #awaitWorkers} waits for. */
  void workers(int workerCount) {
    workers = workerCount;
  }

  int workers() {
    return workers;
  }

  /**
   * Starts Nimbus and supervisors that have ended by themselves: they do so when ZooKeeper is away
   * for long, and count on systemd or the like.
   *
   * @param which to revive
   */
  void reviveStorm(Predicate<Server> which) {
    for (Server.Kind kind : List.of(Server.Kind.NIMBUS, Server.Kind.SUPERVISOR)) {
      cluster.revive(
          cluster.servers(kind).stream().filter(which).toList(),
          name -> note(name + " has ended by itself, and is started again"));
    }
  }

  void note(String line) {
    history.note(line);
  }

  /** Adds the current state to the drill's history: offsets, workers, and the published status. */
  void noteState() throws InterruptedException {
    note(
        "sent "
            + traffic.truth().records().received()
            + ", Kafka ends at "
            + offsets.ends()
            + ", workers "
            + runningWorkers().stream()
                .map(worker -> worker.port() + " (pid " + worker.process().pid() + ")")
                .toList()
            + ", published "
            + boards.published().status());
  }

  /** Notes a problem other than a wrong count. */
  void problem(String text) {
    note("problem: " + text);
    synchronized (problems) {
      problems.add(text);
    }
  }

  /** Returns the problems noted since the last call, and forgets them. */
  String takeProblems() {
    synchronized (problems) {
      String all = String.join("; ", problems);
      problems.clear();
      return all;
    }
  }

  /** Waits until as many workers run as there should be, each started long enough to be ready. */
  void awaitWorkers(Duration limit) throws InterruptedException {
    Poll.until(() -> workerIds().size() == workers, limit);
  }

  /**
   * Waits until every partition is counted. On the wall clock records that are sent before may be
   * too old when the count begins.
   *
   * @throws DrillException if that takes longer than the limit
   */
  void awaitCounting(Duration limit) throws InterruptedException {
    if (!boards.awaitCounting(limit)) {
      throw new DrillException(
          name()
              + " does not count; its workers' logs are in "
              + cluster.root().resolve("logs/workers"),
          null);
    }
  }

  /** Storm's names for the workers that run this topology. */
  Set<String> workerIds() {
    return runningWorkers().stream().map(Worker::id).collect(Collectors.toSet());
  }

  List<Worker> runningWorkers() {
    return cluster.workers().stream()
        .filter(worker -> worker.topology().startsWith(name() + "-"))
        .toList();
  }

  @Override
  public void close() {
    traffic.close();
    boards.close();
    try {
      if (cluster.storm().topologies().stream()
          .map(StormClient.Topology::name)
          .anyMatch(name()::equals)) {
        cluster.killTopology(name(), 0);
      }
    } catch (ClusterException e) {
      history.say(e.getMessage());
    }
  }
}
