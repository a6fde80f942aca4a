package dev.meetuppulse.cli.doctor;

import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.StormClient;
import dev.meetuppulse.core.settings.ServerAddress;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.topology.PulseTopology;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks whether Nimbus answers, and whether its supervisors have room for the topology.
 *
 * @param asked where Nimbus should be; empty for this machine, where there may be none
 */
record StormChecks(Settings settings, List<ServerAddress> asked) {
  private static final String NIMBUS = "Storm";
  private static final String SLOTS = "slots of Storm";
  private static final String MEMORY = "memory of Storm";
  private static final int ANSWER_MILLIS = 3_000;
  private static final ServerAddress LOCAL = new ServerAddress("127.0.0.1", 6627);

  /** Those of Nimbus, and of its supervisors if one answers. */
  List<Check> examine() {
    List<ServerAddress> all = asked.isEmpty() ? List.of(LOCAL) : asked;
    List<ServerAddress> answering = all.stream().filter(StormChecks::answers).toList();
    List<ServerAddress> silent = new ArrayList<>(all);
    silent.removeAll(answering);
    List<Check> checks = new ArrayList<>();
    checks.add(nimbus(answering, silent));
    if (!answering.isEmpty()) {
      checks.addAll(room(answering.get(0)));
    }
    return checks;
  }

  private static boolean answers(ServerAddress nimbus) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(nimbus.host(), nimbus.port()), ANSWER_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  Check nimbus(List<ServerAddress> answering, List<ServerAddress> silent) {
    if (silent.isEmpty()) {
      return Check.ok(NIMBUS, found(answering, "answers"));
    }
    if (!answering.isEmpty()) {
      return Check.note(
          NIMBUS,
          found(answering, "answers") + "; " + found(silent, "does not"),
          "start it, or one Nimbus fewer can take over");
    }
    return asked.isEmpty()
        ? Check.note(
            NIMBUS,
            found(silent, "does not answer"),
            "demo and count bring their own; 'pulse cluster up' starts one, --nimbus names another")
        : Check.bad(
            NIMBUS, found(silent, "does not answer"), "start it, or name another with --nimbus");
  }

  private static String found(List<ServerAddress> nimbuses, String how) {
    return nimbuses.stream()
        .map(ServerAddress::toString)
        .collect(Collectors.joining(", ", "Nimbus on ", " " + how));
  }

  private List<Check> room(ServerAddress nimbus) {
    StormClient.Room room;
    List<StormClient.Topology> topologies;
    try {
      StormClient client = StormClient.at(nimbus.host(), nimbus.port());
      room = client.room();
      topologies = client.topologies();
    } catch (ClusterException e) {
      return List.of(withoutRoom(e.getMessage()));
    }
    String name = settings.text(Setting.TOPOLOGY_NAME);
    int has =
        topologies.stream()
            .filter(topology -> topology.name().equals(name))
            .mapToInt(StormClient.Topology::workers)
            .sum();
    int wanted = settings.integer(Setting.TOPOLOGY_WORKERS);
    return List.of(
        slots(room, wanted, has),
        memory(room, wanted - has, PulseTopology.workerHeapBytes(settings) >> 20));
  }

  /** Nothing can be submitted to a Storm that does not say what room it has. */
  Check withoutRoom(String found) {
    String remedy = "see Nimbus's log, and whether its ZooKeeper runs";
    return asked.isEmpty() ? Check.note(SLOTS, found, remedy) : Check.bad(SLOTS, found, remedy);
  }

  static Check slots(StormClient.Room room, int wanted, int has) {
    String found = room.usedSlots() + " of " + room.slots() + " used";
    return room.slots() - room.usedSlots() + has >= wanted
        ? Check.ok(SLOTS, found)
        : Check.bad(
            SLOTS,
            found + ", " + wanted + " wanted",
            "start supervisors, raise supervisor.slots.ports, or lower topology.workers");
  }

  /**
   * Bad only with a scheduler that goes by memory: Storm's usual one fills slots, also beyond the
   * capacity that supervisors state.
   *
   * @param missing workers that the topology does not have yet
   */
  static Check memory(StormClient.Room room, int missing, long heapMb) {
    String found = room.usedMemoryMb() + " of " + room.memoryMb() + " MB assigned";
    long wanted = Math.max(0, missing) * heapMb;
    if (wanted == 0 || room.memoryMb() - room.usedMemoryMb() >= wanted) {
      return Check.ok(MEMORY, found);
    }
    String lacks = found + ", " + wanted + " MB wanted";
    return room.isResourceAware()
        ? Check.bad(
            MEMORY,
            lacks,
            "start supervisors, raise supervisor.memory.capacity.mb, or lower topology.workers")
        : Check.note(
            MEMORY,
            lacks,
            "Storm's scheduler ignores it; check that the machines have the memory, and set"
                + " supervisor.memory.capacity.mb to what they have");
  }
}
