package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.embedded.Ports;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the processes of a cluster listen. Chosen once and kept, so that a process that is started
 * again is found where it was.
 *
 * @param kafka for Kafka's clients
 * @param controller for Kafka itself
 * @param redis for Redis's clients
 * @param zooKeeper for Storm
 * @param nimbus for Storm's clients
 * @param supervisors one for each supervisor
 * @param slots those of each worker, in the order of the supervisors
 */
record ClusterPorts(
    int kafka,
    int controller,
    int redis,
    int zooKeeper,
    int nimbus,
    List<Integer> supervisors,
    List<Integer> slots) {

  private static final int KAFKA = 9092;
  private static final int REDIS = 6379;
  private static final int ZOOKEEPER = 2181;
  private static final int NIMBUS = 6627;
  private static final int SUPERVISOR = 6628;
  private static final int SLOT = 6700;

  /** The usual ports where they are free, others where not. */
  static ClusterPorts choose(int supervisors, int slots) {
    return new ClusterPorts(
        Ports.freeOr(KAFKA),
        Ports.free(),
        Ports.freeOr(REDIS),
        Ports.freeOr(ZOOKEEPER),
        Ports.freeOr(NIMBUS),
        several(SUPERVISOR, supervisors),
        several(SLOT, supervisors * slots));
  }

  private static List<Integer> several(int first, int count) {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ports.add(Ports.freeOr(first + i));
    }
    return List.copyOf(ports);
  }

  /** The slots of one supervisor, counted from 0. */
  List<Integer> slotsOf(int supervisor) {
    int each = slots.size() / supervisors.size();
    return slots.subList(supervisor * each, (supervisor + 1) * each);
  }

  void save(Path file) {
    Properties properties = new Properties();
    properties.setProperty("kafka", Integer.toString(kafka));
    properties.setProperty("controller", Integer.toString(controller));
    properties.setProperty("redis", Integer.toString(redis));
    properties.setProperty("zookeeper", Integer.toString(zooKeeper));
    properties.setProperty("nimbus", Integer.toString(nimbus));
    properties.setProperty("supervisors", text(supervisors));
    properties.setProperty("slots", text(slots));
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "where the processes of this cluster listen");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was saved; empty if nothing was. */
  static Optional<ClusterPorts> load(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return Optional.of(
          new ClusterPorts(
              number(properties, "kafka"),
              number(properties, "controller"),
              number(properties, "redis"),
              number(properties, "zookeeper"),
              number(properties, "nimbus"),
              numbers(properties, "supervisors"),
              numbers(properties, "slots")));
    } catch (IOException | NumberFormatException | NullPointerException e) {
      throw new ClusterException(
          "can't use " + file + "; remove its folder and start the cluster anew", e);
    }
  }

  private static String text(List<Integer> ports) {
    return ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static int number(Properties properties, String key) {
    return Integer.parseInt(properties.getProperty(key));
  }

  private static List<Integer> numbers(Properties properties, String key) {
    return Stream.of(properties.getProperty(key).split(",")).map(Integer::valueOf).toList();
  }
}
