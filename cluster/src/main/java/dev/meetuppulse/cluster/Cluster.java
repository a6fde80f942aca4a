package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.embedded.EmbeddedKafka;
import dev.meetuppulse.cluster.embedded.EmbeddedRedis;
import dev.meetuppulse.cluster.embedded.FileTree;
import dev.meetuppulse.cluster.embedded.KafkaBrokerConfig;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The processes of a cluster: ZooKeeper, Kafka, Redis, Nimbus and supervisors, which start the
 * workers. All it knows is in its folder, so that any command can look after it.
 */
public final class Cluster {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final int START_ATTEMPTS = 3;
  private static final Duration SUBMIT_LIMIT = Duration.ofMinutes(3);

  /** Workers have on their class path what is in this folder of a Storm home. */
  private static final String TRANSPORT = "extlib/loopback-transport.jar";

  private static final String PORTS = "ports.properties";
  private static final String ZOOKEEPER_MAIN =
      "org.apache.storm.shade.org.apache.zookeeper.server.ZooKeeperServerMain";
  private static final String NIMBUS_MAIN = "org.apache.storm.daemon.nimbus.Nimbus";
  private static final String SUPERVISOR_MAIN = "org.apache.storm.daemon.supervisor.Supervisor";
  private static final String SUBMIT_MAIN = "dev.meetuppulse.topology.PulseMain";

  private final Path root;
  private final ClusterJars jars;
  private final ClusterPorts ports;

  private Cluster(Path root, ClusterJars jars, ClusterPorts ports) {
    this.root = root;
    this.jars = jars;
    this.ports = ports;
  }

  /**
   * What a cluster is made of.
   *
   * @param supervisors processes that start workers
   * @param slots workers that each of them can start
   * @param redisPersists whether Redis keeps its data on disk
   */
  public record Shape(int supervisors, int slots, boolean redisPersists) {
    /** Two supervisors with two slots each, and a Redis that keeps its data. */
    public static final Shape USUAL = new Shape(2, 2, true);
  }

  /**
   * Lays out a cluster in a folder, or finds the one that is there. Starts nothing.
   *
   * @throws ClusterException if its files can't be written
   */
  public static Cluster create(Path folder, ClusterJars jars, Shape shape) {
    Path root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      Path file = root.resolve(PORTS);
      Cluster cluster =
          new Cluster(
              root,
              jars,
              ClusterPorts.load(file)
                  .orElseGet(() -> ClusterPorts.choose(shape.supervisors(), shape.slots())));
      cluster.ports.save(file);
      cluster.writeConfiguration(shape);
      return cluster;
    } catch (IOException e) {
      throw new ClusterException("can't write to " + root + ": " + e.getMessage(), e);
    }
  }

  /** The cluster in a folder, if there is one. */
  public static Optional<Cluster> find(Path folder, ClusterJars jars) {
    Path root = folder.toAbsolutePath().normalize();
    return ClusterPorts.load(root.resolve(PORTS)).map(ports -> new Cluster(root, jars, ports));
  }

  /** Its folder. */
  public Path root() {
    return root;
  }

  /** Settings that lead to its servers. */
  public Settings settings(Settings others) {
    return others.with(
        Map.of(
            Setting.KAFKA_BOOTSTRAP, "127.0.0.1:" + ports.kafka(),
            Setting.REDIS_URL, "redis://127.0.0.1:" + ports.redis()));
  }

  /** Asks this cluster's Nimbus. */
  public StormClient storm() {
    return new StormClient(ports.nimbus());
  }

  /** Workers that can run at once. */
  public int slots() {
    return ports.slots().size();
  }

  /** Where the log of a worker with this slot is, for a topology. */
  public Path workerLog(String topology, int port) {
    return root.resolve("logs/workers").resolve(topology).resolve(port + "/worker.log");
  }

  /**
   * Submits the topology as {@code storm jar} would: the same jar, in a process of its own.
   *
   * @param settings what differs from the defaults goes to the command line
   * @throws ClusterException with the last line it printed, if it is refused
   */
  public void submit(Settings settings) {
    List<String> command = new ArrayList<>();
    command.add(javaCommand());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + root.resolve("tmp"),
            "-Dlog4j2.configurationFile=" + home().resolve("log4j2/daemon.xml").toUri(),
            "-Dstorm.jar=" + jars.topology(),
            "-cp",
            storm("nimbus") + ":" + jars.client(),
            SUBMIT_MAIN));
    for (Setting setting : Setting.values()) {
      if (!settings.text(setting).equals(setting.defaultValue())) {
        command.add("--set");
        command.add(setting.key() + "=" + settings.text(setting));
      }
    }
    Path log = root.resolve("logs/submit.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(SUBMIT_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new ClusterException("not submitted after " + SUBMIT_LIMIT + "; see " + log);
      }
      if (process.exitValue() != 0) {
        List<String> lines = Files.readAllLines(log);
        throw new ClusterException(
            lines.isEmpty() ? "not submitted; see " + log : lines.get(lines.size() - 1));
      }
    } catch (IOException e) {
      throw new ClusterException("can't submit: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
  }

  /**
   * Kills a topology and waits until it is gone, its processes too.
   *
   * @param drainSeconds its spouts stand still for so long before, and what they read is saved
   */
  public void kill(String name, int drainSeconds) {
    StormClient storm = storm();
    List<String> ids =
        storm.topologies().stream()
            .filter(topology -> topology.name().equals(name))
            .map(StormClient.Topology::id)
            .toList();
    storm.kill(name, drainSeconds);
    long deadline =
        System.nanoTime() + START_LIMIT.toNanos() + TimeUnit.SECONDS.toNanos(drainSeconds);
    while (workers().stream().anyMatch(worker -> ids.contains(worker.topology()))
        || storm.topologies().stream().anyMatch(topology -> topology.name().equals(name))) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(name + " is killed but does not end; see the supervisors' logs");
      }
      pause();
    }
  }

  /** All its processes but the workers, in the order of a start. */
  public List<ManagedProcess> processes() {
    List<ManagedProcess> all = new ArrayList<>();
    all.add(zooKeeper());
    all.add(kafka());
    all.add(redis());
    all.add(nimbus());
    for (int i = 0; i < ports.supervisors().size(); i++) {
      all.add(supervisor(i));
    }
    return all;
  }

  /** A process by its name. */
  public ManagedProcess process(String name) {
    return processes().stream()
        .filter(process -> process.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ClusterException("no process is called " + name));
  }

  /** The worker processes that run. */
  public List<Worker> workers() {
    return Worker.of(root).toList();
  }

  /**
   * Starts what does not run, and waits until all of it listens.
   *
   * @param progress gets a line for each that is up
   * @throws ClusterException if one does not start, naming its log
   */
  public void up(Consumer<String> progress) {
    List<ManagedProcess> all = processes();
    List<ManagedProcess> servers = all.subList(0, 3);
    servers.forEach(ManagedProcess::start);
    servers.forEach(process -> await(process, progress));
    List<ManagedProcess> daemons = all.subList(3, all.size());
    daemons.forEach(ManagedProcess::start);
    daemons.forEach(process -> await(process, progress));
  }

  /** Starts one process again and waits until it listens. */
  public void start(String name) {
    ManagedProcess process = process(name);
    process.start();
    await(process, line -> {});
  }

  /** Ends one process as a crash would. */
  public void kill(String name) {
    process(name).kill();
  }

  /** Asks one process to end. */
  public void stop(String name) {
    process(name).stop();
  }

  /** Stops everything: supervisors before their workers, servers last. */
  public void down(Consumer<String> progress) {
    List<ManagedProcess> all = new ArrayList<>(processes());
    Collections.reverse(all);
    for (ManagedProcess process : all) {
      if (process.name().equals("nimbus")) {
        workers().forEach(Worker::kill);
      }
      if (process.isAlive()) {
        process.stop();
        progress.accept(process.name() + " stopped");
      }
    }
  }

  /** Ends everything at once, frozen processes too: supervisors before their workers. */
  public void killAll() {
    List<ManagedProcess> all = new ArrayList<>(processes());
    Collections.reverse(all);
    all.forEach(ManagedProcess::kill);
    workers().forEach(Worker::kill);
  }

  /** Daemons of Storm end when their start meets trouble that passes: they are started again. */
  private void await(ManagedProcess process, Consumer<String> progress) {
    long began = System.nanoTime();
    int attempts = 1;
    while (!listens(process.port())) {
      if (!process.isAlive()) {
        if (attempts++ == START_ATTEMPTS) {
          throw new ClusterException(process.name() + " ended; see " + process.log());
        }
        process.start();
      }
      if (System.nanoTime() - began > START_LIMIT.toNanos()) {
        throw new ClusterException(
            process.name()
                + " does not listen after "
                + START_LIMIT.toSeconds()
                + " s; see "
                + process.log());
      }
      pause();
    }
    progress.accept(process.name() + " is up");
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted", e);
    }
  }

  private ManagedProcess zooKeeper() {
    return new ManagedProcess(
        "zookeeper",
        root.resolve("zookeeper"),
        ports.zooKeeper(),
        java(128, jars.daemons(), ZOOKEEPER_MAIN, root.resolve("zookeeper/zoo.cfg").toString()),
        Map.of());
  }

  private ManagedProcess kafka() {
    return new ManagedProcess(
        "kafka",
        root.resolve("kafka"),
        ports.kafka(),
        java(
            512, jars.daemons(), "kafka.Kafka", root.resolve("kafka/server.properties").toString()),
        Map.of());
  }

  private ManagedProcess redis() {
    Path directory = root.resolve("redis");
    return new ManagedProcess(
        "redis",
        directory,
        ports.redis(),
        List.of(
            directory.resolve("redis-server").toString(),
            directory.resolve("redis.conf").toString()),
        Map.of());
  }

  private ManagedProcess nimbus() {
    return new ManagedProcess(
        "nimbus",
        root.resolve("nimbus"),
        ports.nimbus(),
        java(256, storm("nimbus") + ":" + jars.daemons(), NIMBUS_MAIN),
        Map.of());
  }

  private ManagedProcess supervisor(int number) {
    String name = "supervisor-" + (number + 1);
    return new ManagedProcess(
        name,
        root.resolve(name),
        ports.supervisors().get(number),
        java(128, storm(name) + ":" + jars.daemons(), SUPERVISOR_MAIN),
        Map.of("STORM_CONF_DIR", root.resolve(name).resolve("conf").toString()));
  }

  private static String javaCommand() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private List<String> java(int megabytes, String classPath, String main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(javaCommand());
    command.addAll(
        List.of(
            "-Xmx" + megabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.io.tmpdir=" + root.resolve("tmp"),
            "-Dstorm.home=" + home(),
            "-Dstorm.log.dir=" + root.resolve("logs"),
            "-Dlog4j2.configurationFile=" + home().resolve("log4j2/daemon.xml").toUri(),
            "-Dzookeeper.admin.enableServer=false",
            "-cp",
            classPath,
            main));
    command.addAll(List.of(args));
    return command;
  }

  /** What leads a process of Storm to the others: configuration, and the means to talk to them. */
  private String storm(String process) {
    return root.resolve(process).resolve("conf") + ":" + home().resolve(TRANSPORT);
  }

  private Path home() {
    return root.resolve("storm");
  }

  private void writeConfiguration(Shape shape) throws IOException {
    for (String directory : List.of("tmp", "logs", "zookeeper", "kafka", "redis", "nimbus/conf")) {
      Files.createDirectories(root.resolve(directory));
    }
    Files.createDirectories(home().resolve("log4j2"));
    Files.createDirectories(home().resolve("extlib"));
    resource("daemon.xml", home().resolve("log4j2/daemon.xml"));
    resource("worker.xml", home().resolve("log4j2/worker.xml"));
    ClusterJars.writeTransport(home().resolve(TRANSPORT));
    jars.linkWorkerJars(home().resolve("lib-worker"));

    writeZooKeeper();
    writeKafka();
    writeRedis(shape.redisPersists());
    writeStorm(root.resolve("nimbus"), Map.of());
    for (int i = 0; i < ports.supervisors().size(); i++) {
      Map<String, Object> own = new LinkedHashMap<>();
      own.put("supervisor.thrift.port", ports.supervisors().get(i));
      own.put("supervisor.slots.ports", ports.slotsOf(i));
      writeStorm(root.resolve("supervisor-" + (i + 1)), own);
    }
  }

  private void writeZooKeeper() throws IOException {
    Files.writeString(
        root.resolve("zookeeper/zoo.cfg"),
        String.join(
            "\n",
            "tickTime=2000",
            "dataDir=" + root.resolve("zookeeper/data"),
            "clientPortAddress=127.0.0.1",
            "clientPort=" + ports.zooKeeper(),
            "maxClientCnxns=0",
            "autopurge.purgeInterval=1",
            ""));
  }

  private void writeKafka() throws IOException {
    Path log = root.resolve("kafka/data");
    Properties properties = KafkaBrokerConfig.of(log, ports.kafka(), ports.controller());
    try (Writer writer = Files.newBufferedWriter(root.resolve("kafka/server.properties"))) {
      properties.store(writer, null);
    }
    if (!Files.exists(log.resolve("meta.properties"))) {
      EmbeddedKafka.format(log);
    }
  }

  private void writeRedis(boolean persists) throws IOException {
    Path directory = root.resolve("redis");
    Path executable = directory.resolve("redis-server");
    if (!Files.exists(executable)) {
      Files.copy(
          Path.of(EmbeddedRedis.executable(Files.createDirectories(directory.resolve("jar")))),
          executable,
          StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.writeString(
        directory.resolve("redis.conf"),
        String.join(
            "\n",
            "bind 127.0.0.1",
            "port " + ports.redis(),
            "dir \"" + directory + "\"",
            "save \"\"",
            "appendonly " + (persists ? "yes" : "no"),
            ""));
  }

  private void writeStorm(Path directory, Map<String, Object> own) throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("storm.zookeeper.servers", List.of("127.0.0.1"));
    config.put("storm.zookeeper.port", ports.zooKeeper());
    config.put("storm.local.hostname", "127.0.0.1");
    config.put("nimbus.seeds", List.of("127.0.0.1"));
    config.put("nimbus.thrift.port", ports.nimbus());
    config.put("storm.local.dir", directory.resolve("local").toString());
    config.put("storm.workers.artifacts.dir", root.resolve("logs/workers").toString());
    config.put("storm.metricstore.class", "org.apache.storm.metricstore.NoOpMetricStore");
    // A dead worker is to be replaced within seconds: boards wait for it.
    config.put("nimbus.monitor.freq.secs", 1);
    // Longer than a supervisor takes to start a worker again: else Nimbus moves what is under way.
    config.put("nimbus.task.timeout.secs", 20);
    // Counts instead of the former until a worker is that old.
    config.put("nimbus.task.launch.secs", 40);
    // A supervisor that was away three times is not to be shunned for half an hour.
    config.put("blacklist.scheduler.tolerance.count", 1_000_000);
    config.put("nimbus.supervisor.timeout.secs", 15);
    config.put("supervisor.worker.timeout.secs", 10);
    config.put("supervisor.monitor.frequency.secs", 1);
    config.put("supervisor.worker.shutdown.sleep.secs", 1);
    config.put("storm.zookeeper.session.timeout", 10_000);
    // A worker whose supervisor is away asks for it that long before it reports to Nimbus itself.
    config.put("storm.nimbus.retry.times", 2);
    config.put("storm.nimbus.retry.interval.millis", 500);
    config.put("storm.nimbus.retry.intervalceiling.millis", 1_000);
    // How soon a worker learns that others have moved.
    config.put("task.refresh.poll.secs", 2);
    config.put("worker.childopts", "-Xmx%HEAP-MEM%m -XX:-UsePerfData");
    config.put(
        "topology.worker.logwriter.childopts", "-Xmx32m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    config.put("storm.thrift.transport", LoopbackTransport.class.getName());
    config.putAll(own);
    Path conf = Files.createDirectories(directory.resolve("conf"));
    Files.writeString(conf.resolve("storm.yaml"), yaml(config));
  }

  private static String yaml(Map<String, Object> config) {
    return config.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + yaml(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  private static String yaml(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Cluster::yaml).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Number ? value.toString() : "'" + value + "'";
  }

  private static void resource(String name, Path target) throws IOException {
    try (InputStream in = Cluster.class.getResourceAsStream(name)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Deletes the folder of a cluster that is down.
   *
   * @throws IOException if it can't be deleted
   */
  public void wipe() throws IOException {
    FileTree.delete(root);
  }
}
