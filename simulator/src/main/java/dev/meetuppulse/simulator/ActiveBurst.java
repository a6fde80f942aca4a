package dev.meetuppulse.simulator;

import java.util.List;

/** A burst with the groups that carry it. */
final class ActiveBurst {
  final Burst burst;
  final List<Group> groups;
  final Choice choice;
  final double shareOfUs;
  final double shareOfOthers;
  double rate;
  long made;

  ActiveBurst(Burst burst, World world) {
    this.burst = burst;
    this.groups = world.groupsWith(burst.topic(), burst.city());
    this.choice = new Choice(groups.stream().mapToDouble(world::share).toArray());
    this.shareOfUs = share(world, true);
    this.shareOfOthers = share(world, false);
  }

  ActiveBurst(ActiveBurst other) {
    burst = other.burst;
    groups = other.groups;
    choice = other.choice;
    shareOfUs = other.shareOfUs;
    shareOfOthers = other.shareOfOthers;
    rate = other.rate;
    made = other.made;
  }

  private double share(World world, boolean us) {
    return groups.stream()
        .filter(group -> group.country().equals("us") == us)
        .mapToDouble(world::share)
        .sum();
  }
}
