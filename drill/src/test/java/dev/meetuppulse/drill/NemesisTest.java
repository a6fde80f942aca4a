package dev.meetuppulse.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NemesisTest {
  private static final List<Scenario> ALL =
      Arrays.stream(Fault.values())
          .flatMap(
              fault ->
                  new Scenarios(new Drill.Options(1, 1, 1, Optional.empty())).of(fault).stream())
          .toList();

  private static List<String> pairs(long seed, int count) {
    Nemesis nemesis = new Nemesis(ALL, seed);
    return IntStream.range(0, count).mapToObj(i -> nemesis.next().variant()).toList();
  }

  @Test
  void sameSeed_choosesTheSamePairs_anotherSeedOthers() {
    assertThat(pairs(7, 50)).isEqualTo(pairs(7, 50)).isNotEqualTo(pairs(8, 50));
  }

  @Test
  void pair_sharesNoPart_andIsOfScenariosThatRunUnderALoad() {
    for (String pair : pairs(3, 500)) {
      List<Scenario> two =
          Arrays.stream(pair.split(" \\+ "))
              .map(name -> ALL.stream().filter(one -> one.name().equals(name)).findFirst())
              .map(Optional::orElseThrow)
              .toList();
      assertThat(two).hasSize(2).allMatch(one -> one.needs() == Needs.LOAD);
      assertThat(two.get(0).touches()).doesNotContainAnyElementsOf(two.get(1).touches());
    }
  }

  @Test
  void scenariosThatCanNotGoTogether_areRefusedWithARemedy() {
    Scenario alone = new Scenario("a", "", Set.of(ClusterPart.values()), Needs.LOAD, here -> 0);
    Scenario other = new Scenario("b", "", Set.of(ClusterPart.REDIS), Needs.LOAD, here -> 0);
    assertThatThrownBy(() -> new Nemesis(List.of(alone, other), 1))
        .isInstanceOf(DrillException.class)
        .hasMessageContaining("name others");
  }

  @Test
  void everyFault_hasAScenario() {
    assertThat(Fault.values())
        .allSatisfy(
            fault ->
                assertThat(ALL)
                    .as(fault.id())
                    .anyMatch(scenario -> scenario.fault().equals(fault.id())));
  }
}
