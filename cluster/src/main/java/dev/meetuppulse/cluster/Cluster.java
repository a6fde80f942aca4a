package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.cluster.embedded.FileTree;
import dev.meetuppulse.cluster.embedded.OpenServers;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The processes of a cluster: ZooKeeper, Kafka, Redis, Nimbus and supervisors, which start the
 * workers. All its state is in its folder, so that any command can manage it.
 */
public final class Cluster {
  private static final Duration KILL_LIMIT = Duration.ofSeconds(60);

  private final ClusterFolder folder;
  private final ClusterJars jars;
  private final ClusterPlan plan;
  private final Programs programs;

  private Cluster(ClusterFolder folder, ClusterJars jars, ClusterPlan plan) {
    this.folder = folder;
    this.jars = jars;
    this.plan = plan;
    this.programs = new Programs(folder, jars, plan);
  }

  /**
   * Lays out a cluster in a folder, or finds the one that is there. Starts nothing.
   *
   * @throws ClusterException if its files can't be written, the folder holds something else, or
   *     this machine can't have such hosts
   */
  public static Cluster create(Path place, ClusterJars jars, ClusterShape shape) {
    ClusterFolder folder = ClusterFolder.of(place);
    try {
      folder.prepare();
      ClusterPlan plan = PlanFile.load(folder.plan()).orElseGet(() -> plan(folder.root(), shape));
      PlanFile.save(plan, folder.plan());
      Cluster cluster = new Cluster(folder, jars, plan);
      if (cluster.runsStorm()) {
        // What runs keeps the jars it was started from.
        return cluster;
      }
      folder.write(jars);
      for (Server server : plan.servers()) {
        Files.createDirectories(folder.of(server));
        cluster.programs.of(server).write(server);
      }
      return cluster;
    } catch (IOException e) {
      throw new ClusterException(
          "can't write to " + folder.root() + ": " + Trouble.firstLine(e), e);
    }
  }

  private static ClusterPlan plan(Path root, ClusterShape shape) {
    if (shape.hosts() == 0) {
      return ClusterPlan.onThisMachine(shape.supervisors(), shape.slots());
    }
    HostNetwork.obstacle()
        .ifPresent(
            obstacle -> {
              throw new ClusterException(obstacle);
            });
    return ClusterPlan.onHosts(HostNetwork.choose(root, shape.hosts()), shape.slots());
  }

  /** The cluster in a folder, if there is one. */
  public static Optional<Cluster> find(Path place, ClusterJars jars) {
    ClusterFolder folder = ClusterFolder.of(place);
    return PlanFile.load(folder.plan()).map(plan -> new Cluster(folder, jars, plan));
  }

  /** True if there is a cluster in a folder, even one whose plan can't be read. */
  public static boolean isIn(Path place) {
    return Files.exists(ClusterFolder.of(place).plan());
  }

  public Path root() {
    return folder.root();
  }

  public Settings settings(Settings others) {
    return OpenServers.named(others, plan.bootstrap(), plan.redisUrl());
  }

  public StormClient storm() {
    return new StormClient(plan.of(Kind.NIMBUS));
  }

  /** Workers that can run at once. */
  public int slots() {
    return plan.slots();
  }

  public List<Server> servers(Kind kind) {
    return plan.of(kind);
  }

  /** Its hosts; only this machine if it has no others. */
  public List<Host> hosts() {
    return plan.hosts();
  }

  /** Where the log of a worker with this slot is, for a topology. */
  public Path workerLog(String topology, int port) {
    return folder.workerLogs().resolve(topology).resolve(port + "/worker.log");
  }

  /**
   * Submits the topology.
   *
   * @throws ClusterException with the last line it printed, if it is refused
   */
  public void submit(Settings settings) {
    submit(settings, jars.topology());
  }

  /** Submits the topology of another jar, such as a former version's. */
  public void submit(Settings settings, Path jar) {
    new Submitter(folder, jars, plan.of(Kind.NIMBUS).get(0)).submit(settings, jar);
  }

  /**
   * Kills a topology and waits until it is gone, its processes too.
   *
   * @param drainSeconds its spouts are paused for that long first, and what they have read is saved
   */
  public void killTopology(String name, int drainSeconds) {
    StormClient storm = storm();
    List<String> ids =
        storm.topologies().stream()
            .filter(topology -> topology.name().equals(name))
            .map(StormClient.Topology::id)
            .toList();
    storm.kill(name, drainSeconds);
    long deadline =
        System.nanoTime() + KILL_LIMIT.toNanos() + TimeUnit.SECONDS.toNanos(drainSeconds);
    while (workers().stream().anyMatch(worker -> ids.contains(worker.topology()))
        || storm.topologies().stream().anyMatch(topology -> topology.name().equals(name))) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(name + " is killed but does not end; see the supervisors' logs");
      }
      ManagedProcess.pause();
    }
  }

  /** All its processes but the workers, in the order of a start. */
  public List<ManagedProcess> processes() {
    return plan.servers().stream().map(programs::process).toList();
  }

  public ManagedProcess process(String name) {
    return processes().stream()
        .filter(process -> process.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ClusterException("no process is called " + name));
  }

  public List<Worker> workers() {
    return Worker.of(root()).toList();
  }

  /**
   * Starts what does not run, and waits until all of it listens.
   *
   * @param progress gets a line for each that is up
   * @throws ClusterException if one does not start, naming its log
   */
  public void up(Consumer<String> progress) {
    if (hasHosts()) {
      HostNetwork.up(hosts());
    }
    for (boolean daemons : new boolean[] {false, true}) {
      List<ManagedProcess> processes =
          plan.servers().stream()
              .filter(server -> server.kind().isDaemon() == daemons)
              .map(programs::process)
              .toList();
      processes.forEach(ManagedProcess::start);
      processes.forEach(
          process -> {
            process.awaitListening();
            progress.accept(process.name() + " is up");
          });
    }
  }

  private boolean runsStorm() {
    return plan.servers().stream()
        .filter(server -> server.kind().isDaemon())
        .map(programs::process)
        .anyMatch(ManagedProcess::isAlive);
  }

  private boolean hasHosts() {
    return hosts().stream().allMatch(host -> host.namespace().isPresent());
  }

  public void startProcess(String name) {
    ManagedProcess process = process(name);
    process.start();
    process.awaitListening();
  }

  /**
   * Starts again which of these has ended, as systemd does in production.
   *
   * @param revived gets the name of each
   */
  public void revive(List<Server> servers, Consumer<String> revived) {
    for (Server server : servers) {
      if (!programs.process(server).isAlive()) {
        revived.accept(server.name());
        startProcess(server.name());
      }
    }
  }

  /** Kills a process with SIGKILL. */
  public void killProcess(String name) {
    process(name).kill();
  }

  /** Stops everything: supervisors before their workers, servers last. */
  public void down(Consumer<String> progress) {
    List<Server> servers = new ArrayList<>(plan.servers());
    Collections.reverse(servers);
    boolean workersEnded = false;
    for (Server server : servers) {
      if (server.kind() != Kind.SUPERVISOR && !workersEnded) {
        workers().forEach(Worker::kill);
        workersEnded = true;
      }
      ManagedProcess process = programs.process(server);
      if (process.isAlive()) {
        process.stop();
        progress.accept(server.name() + " stopped");
      }
    }
    removeHosts();
  }

  /** Ends everything at once, frozen processes too: supervisors before their workers. */
  public void killAll() {
    List<ManagedProcess> all = new ArrayList<>(processes());
    Collections.reverse(all);
    all.forEach(ManagedProcess::kill);
    workers().forEach(Worker::kill);
    SmallDisk.removeAll(root());
    removeHosts();
  }

  private void removeHosts() {
    if (hasHosts()) {
      HostNetwork.down(hosts());
    }
  }

  /**
   * Deletes the folder of a cluster that is down.
   *
   * @throws IOException if it can't be deleted
   */
  public void wipe() throws IOException {
    FileTree.delete(root());
  }
}
