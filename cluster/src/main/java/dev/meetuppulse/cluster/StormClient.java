package dev.meetuppulse.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.storm.Config;
import org.apache.storm.Constants;
import org.apache.storm.generated.ExecutorSummary;
import org.apache.storm.generated.KillOptions;
import org.apache.storm.generated.Nimbus;
import org.apache.storm.generated.NotAliveException;
import org.apache.storm.generated.RebalanceOptions;
import org.apache.storm.generated.SupervisorSummary;
import org.apache.storm.thrift.TException;
import org.apache.storm.utils.NimbusClient;
import org.apache.storm.utils.NimbusLeaderNotFoundException;
import org.apache.storm.utils.Utils;

/**
 * Asks Nimbus. Every method throws {@link ClusterException} if Nimbus does not answer, or refuses.
 */
public final class StormClient {
  private static final int TIMEOUT_MS = 15_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Part of the name of Storm's scheduler for memory and processor time. */
  private static final String RESOURCE_AWARE = "ResourceAware";

  private final Map<String, Object> config = new HashMap<>(Utils.readDefaultConfig());
  private final String leaderless;

  StormClient(List<Server> nimbuses) {
    leaderless = "Nimbus does not answer; 'pulse cluster status' says more";
    config.put(
        Config.NIMBUS_SEEDS, nimbuses.stream().map(nimbus -> nimbus.host().address()).toList());
    config.put(Config.NIMBUS_THRIFT_PORT, nimbuses.get(0).port());
    config.put(Config.STORM_NIMBUS_RETRY_TIMES, 3);
    config.put(Config.STORM_NIMBUS_RETRY_INTERVAL, 200);
  }

  /** Asks the Nimbus at an address, once. */
  public static StormClient at(String host, int port) {
    StormClient client = new StormClient(host, port);
    client.config.put(Config.STORM_NIMBUS_RETRY_TIMES, 0);
    return client;
  }

  private StormClient(String host, int port) {
    leaderless = "Nimbus on " + host + ":" + port + " names no leader";
    config.put(Config.NIMBUS_SEEDS, List.of(host));
    config.put(Config.NIMBUS_THRIFT_PORT, port);
  }

  /**
   * The room that supervisors have.
   *
   * @param slots worker processes that may run
   * @param usedSlots those that do
   * @param memoryMb that may be assigned to workers
   * @param usedMemoryMb that is assigned
   * @param isResourceAware true if the scheduler keeps to the memory that supervisors state
   */
  public record Room(
      int slots, int usedSlots, long memoryMb, long usedMemoryMb, boolean isResourceAware) {}

  public Room room() {
    return ask(
        nimbus -> {
          int slots = 0;
          int used = 0;
          double memory = 0;
          double usedMemory = 0;
          for (SupervisorSummary supervisor : nimbus.getClusterInfo().get_supervisors()) {
            slots += supervisor.get_num_workers();
            used += supervisor.get_num_used_workers();
            memory +=
                supervisor
                    .get_total_resources()
                    .getOrDefault(Constants.COMMON_TOTAL_MEMORY_RESOURCE_NAME, 0.0);
            usedMemory += supervisor.get_used_mem();
          }
          return new Room(
              slots,
              used,
              Math.round(memory),
              Math.round(usedMemory),
              isResourceAware(nimbus.getNimbusConf()));
        });
  }

  /**
   * Tells the scheduler that goes by memory from those that only fill slots.
   *
   * @param config Nimbus's, in JSON
   */
  static boolean isResourceAware(String config) {
    try {
      return JSON.readTree(config).path("storm.scheduler").asText().contains(RESOURCE_AWARE);
    } catch (JsonProcessingException e) {
      throw new ClusterException("Nimbus's configuration is not JSON: " + e.getMessage(), e);
    }
  }

  /**
   * A topology that Nimbus knows.
   *
   * @param id its name, and the part that distinguishes it from earlier ones of the same name
   * @param status such as ACTIVE or KILLED
   * @param workers processes it has
   */
  public record Topology(String name, String id, String status, int workers) {}

  private interface Question<T> {
    T ask(Nimbus.Iface nimbus) throws TException;
  }

  /** All that Nimbus knows, killed ones that are not gone yet among them. */
  public List<Topology> topologies() {
    return ask(
        nimbus ->
            nimbus.getTopologySummaries().stream()
                .map(
                    summary ->
                        new Topology(
                            summary.get_name(),
                            summary.get_id(),
                            summary.get_status(),
                            summary.get_num_workers()))
                .toList());
  }

  /** A topology's configuration in JSON, as visible to everyone who may ask Nimbus. */
  public String configuration(String name) {
    String id =
        topologies().stream()
            .filter(topology -> topology.name().equals(name))
            .map(Topology::id)
            .findFirst()
            .orElseThrow(() -> new ClusterException("there is no topology " + name));
    return ask(nimbus -> nimbus.getTopologyConf(id));
  }

  /** The slots (worker ports) that run each component of a topology. */
  public Map<String, Set<Integer>> slots(String name) {
    return ask(
        nimbus -> {
          Map<String, Set<Integer>> slots = new TreeMap<>();
          for (ExecutorSummary executor : nimbus.getTopologyInfoByName(name).get_executors()) {
            slots
                .computeIfAbsent(executor.get_component_id(), component -> new TreeSet<>())
                .add(executor.get_port());
          }
          return slots;
        });
  }

  /** Stops a topology's spouts now and the rest of it after a while. */
  public void kill(String name, int waitSeconds) {
    KillOptions options = new KillOptions();
    options.set_wait_secs(waitSeconds);
    ask(
        nimbus -> {
          nimbus.killTopologyWithOpts(name, options);
          return null;
        });
  }

  /** Spreads a topology over that many workers, after a while in which its spouts are paused. */
  public void rebalance(String name, int waitSeconds, int workers) {
    RebalanceOptions options = new RebalanceOptions();
    options.set_wait_secs(waitSeconds);
    options.set_num_workers(workers);
    ask(
        nimbus -> {
          nimbus.rebalance(name, options);
          return null;
        });
  }

  private <T> T ask(Question<T> question) {
    try (NimbusClient client =
        NimbusClient.Builder.withConf(config).withTimeout(TIMEOUT_MS).build()) {
      return question.ask(client.getClient());
    } catch (NotAliveException e) {
      throw new ClusterException(e.get_msg() + "; 'pulse cluster submit' first", e);
    } catch (NimbusLeaderNotFoundException e) {
      throw new ClusterException(leaderless, e);
    } catch (TException e) {
      throw new ClusterException("Nimbus refuses: " + e.getMessage(), e);
    }
  }
}
