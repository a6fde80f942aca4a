package dev.meetuppulse.drill;

import java.util.List;

/** All scenarios of a drill. */
final class Scenarios {
  private final List<Scenario> all;

  Scenarios(Drill.Options options) {
    UnderLoad underLoad = new UnderLoad(options);
    this.all =
        List.of(
                new WorkerScenarios(),
                new StormScenarios(),
                new ResubmitScenarios(underLoad),
                new RedisScenarios(),
                new KafkaScenarios(underLoad),
                new BadInputScenarios(underLoad),
                new FeedScenarios(underLoad),
                new ClockScenarios(underLoad),
                new SkewScenarios(),
                new DiskScenarios(),
                new NetworkScenarios(),
                new FailoverScenarios(),
                new HostScenarios())
            .stream()
            .flatMap(group -> group.scenarios().stream())
            .toList();
  }

  List<Scenario> of(Fault fault) {
    return all.stream().filter(scenario -> scenario.fault().equals(fault.id())).toList();
  }
}
