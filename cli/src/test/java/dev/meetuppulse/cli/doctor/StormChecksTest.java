package dev.meetuppulse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.cli.doctor.Check.Result;
import dev.meetuppulse.cluster.StormClient;
import dev.meetuppulse.cluster.embedded.Ports;
import dev.meetuppulse.core.settings.ServerAddress;
import dev.meetuppulse.core.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StormChecksTest {
  private static StormClient.Room room(int used, long memoryMb, boolean isResourceAware) {
    return new StormClient.Room(4, used, memoryMb, 4_096, isResourceAware);
  }

  private static List<Check> examine(ServerAddress... nimbuses) {
    return new StormChecks(Settings.defaults(), List.of(nimbuses)).examine();
  }

  private static ServerAddress silent() {
    return new ServerAddress("127.0.0.1", Ports.free());
  }

  @ParameterizedTest
  @CsvSource({"2, OK", "0, BAD"})
  void slots_countThoseThatTheTopologyHas(int has, Result expected) {
    assertThat(StormChecks.slots(room(4, 4_096, false), 2, has).state()).isEqualTo(expected);
  }

  /** A topology that already runs beyond the capacity lacks nothing. */
  @ParameterizedTest
  @CsvSource({
    "6144, true, 0, OK",
    "6144, true, 1, OK",
    "6144, true, 2, BAD",
    "3072, true, 0, OK",
    "3072, false, 0, OK"
  })
  void memory_isWantedForWorkersThatDoNotRunYet(
      long memoryMb, boolean isResourceAware, int missing, Result expected) {
    assertThat(StormChecks.memory(room(2, memoryMb, isResourceAware), missing, 2_048).state())
        .isEqualTo(expected);
  }

  /** Storm's usual scheduler fills slots. */
  @Test
  void memoryThatNoSchedulerGoesBy_isNoted() {
    Check check = StormChecks.memory(room(2, 6_144, false), 2, 2_048);

    assertThat(check.state()).isEqualTo(Result.NOTE);
    assertThat(check.found()).isEqualTo("4096 of 6144 MB assigned, 4096 MB wanted");
    assertThat(check.advice()).contains("supervisor.memory.capacity.mb");
  }

  @Test
  void nimbusThatWasAskedFor_isBadIfItIsSilent() {
    ServerAddress one = silent();
    ServerAddress two = silent();

    assertThat(examine(one, two))
        .singleElement()
        .satisfies(check -> assertThat(check.state()).isEqualTo(Result.BAD))
        .satisfies(
            check ->
                assertThat(check.found())
                    .isEqualTo("Nimbus on " + one + ", " + two + " does not answer"));
  }

  /** Such as one whose ZooKeeper is gone. */
  @Test
  void nimbusThatWasAskedFor_isBadIfItHasNoLeader() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread hangUp = new Thread(() -> hangUp(deaf));
      hangUp.start();
      ServerAddress nimbus = new ServerAddress("127.0.0.1", deaf.getLocalPort());

      List<Check> checks = examine(nimbus);

      assertThat(checks).extracting(Check::state).containsExactly(Result.OK, Result.BAD);
      assertThat(checks.get(1).found()).isEqualTo("Nimbus on " + nimbus + " names no leader");
    }
    assertThat(new StormChecks(Settings.defaults(), List.of()).withoutRoom("no leader").state())
        .isEqualTo(Result.NOTE);
  }

  private static void hangUp(ServerSocket server) {
    try {
      while (!server.isClosed()) {
        server.accept().close();
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void oneOfTwoThatIsSilent_isNoted() {
    ServerAddress one = new ServerAddress("nimbus-1", 6627);
    ServerAddress two = new ServerAddress("nimbus-2", 6627);

    Check check =
        new StormChecks(Settings.defaults(), List.of(one, two)).nimbus(List.of(one), List.of(two));

    assertThat(check.state()).isEqualTo(Result.NOTE);
    assertThat(check.found())
        .isEqualTo("Nimbus on nimbus-1:6627 answers; Nimbus on nimbus-2:6627 does not");
  }
}
