package dev.meetuppulse.cli.doctor;

import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.StormClient;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.RedisFacts;
import dev.meetuppulse.topology.PulseTopology;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the configuration of the servers that answer: whether a count runs well on them, and what
 * it could lose.
 */
final class ServerChecks {
  private static final long CLOCK_MILLIS = 2_000;
  private static final double ALMOST_FULL = 0.8;
  private static final String NO_EVICTION = "noeviction";

  private ServerChecks() {}

  /** Of Redis: its memory, its disk, its clock. */
  static List<Check> of(RedisFacts redis) {
    return List.of(memory(redis), disk(redis), clock(redis));
  }

  private static Check memory(RedisFacts redis) {
    String name = "memory of Redis";
    String used = redis.usedMemory() / (1 << 20) + " MB used";
    if (redis.maxMemory() == 0) {
      return Check.ok(name, used + ", no limit");
    }
    String found = used + " of " + redis.maxMemory() / (1 << 20) + ", " + redis.evictionPolicy();
    if (!redis.evictionPolicy().equals(NO_EVICTION)) {
      return Check.bad(
          name,
          found,
          "set maxmemory-policy noeviction: Redis would delete what was counted to make room");
    }
    return redis.usedMemory() < ALMOST_FULL * redis.maxMemory()
        ? Check.ok(name, found)
        : Check.note(name, found, "raise maxmemory: counting stops where Redis is full");
  }

  private static Check disk(RedisFacts redis) {
    String name = "disk of Redis";
    if (redis.diskFails()) {
      return Check.bad(
          name, "its last write to disk failed", "see its log; it may be full, or read-only");
    }
    return redis.appendsToDisk()
        ? Check.ok(name, "an append-only file")
        : Check.note(
            name,
            "no append-only file",
            "set appendonly yes; without it a restart of Redis and of workers together has"
                + " all counted again from Kafka");
  }

  private static Check clock(RedisFacts redis) {
    String name = "clock of Redis";
    long ahead = redis.clockAhead();
    String found =
        Math.abs(ahead) / 1_000.0 + " s " + (ahead < 0 ? "behind" : "ahead of") + " this machine's";
    return Math.abs(ahead) <= CLOCK_MILLIS
        ? Check.ok(name, "as this machine's")
        : Check.bad(
            name,
            found,
            "run NTP (chrony) on all machines: windows end, and boards are fresh, by the clock");
  }

  /**
   * Of Storm: whether its supervisors have room for the topology. Nothing if Storm does not tell.
   */
  static List<Check> storm(String host, int port, Settings settings) {
    StormClient.Room room;
    List<StormClient.Topology> topologies;
    try {
      StormClient client = StormClient.at(host, port);
      room = client.room();
      topologies = client.topologies();
    } catch (ClusterException e) {
      return List.of(Check.note("slots of Storm", e.getMessage(), "see Nimbus's log"));
    }
    String name = settings.text(Setting.TOPOLOGY_NAME);
    int has =
        topologies.stream()
            .filter(topology -> topology.name().equals(name))
            .mapToInt(StormClient.Topology::workers)
            .sum();
    int wanted = settings.integer(Setting.TOPOLOGY_WORKERS);
    List<Check> checks = new ArrayList<>();
    checks.add(slots(room, wanted, has));
    checks.add(memory(room, wanted - has, PulseTopology.workerHeapBytes(settings) >> 20));
    return checks;
  }

  static Check slots(StormClient.Room room, int wanted, int has) {
    String found = room.usedSlots() + " of " + room.slots() + " used";
    return room.slots() - room.usedSlots() + has >= wanted
        ? Check.ok("slots of Storm", found)
        : Check.bad(
            "slots of Storm",
            found + ", " + wanted + " wanted",
            "start supervisors, raise supervisor.slots.ports, or lower topology.workers");
  }

  static Check memory(StormClient.Room room, int missing, long heapMb) {
    String found = room.usedMemoryMb() + " of " + room.memoryMb() + " MB assigned";
    long wanted = Math.max(0, missing) * heapMb;
    return room.memoryMb() - room.usedMemoryMb() >= wanted
        ? Check.ok("memory of Storm", found)
        : Check.bad(
            "memory of Storm",
            found + ", " + wanted + " MB wanted",
            "start supervisors, raise supervisor.memory.capacity.mb, or lower topology.workers");
  }
}
