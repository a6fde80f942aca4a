package dev.meetuppulse.simulator.meetup;

import dev.meetuppulse.simulator.GroupProfile;
import dev.meetuppulse.simulator.SplitMix;
import dev.meetuppulse.simulator.World;
import java.util.ArrayList;
import java.util.List;

/** Draws the groups of the network. */
final class WorldGroups {
  private static final int SMALLEST_WORLD = 1_000;
  private static final String[] ZONES = {"-08:00", "-05:00", "Z", "+01:00", "+05:30"};

  private WorldGroups() {}

  static List<ApiGroup> make(ApiOptions options) {
    SplitMix random = SplitMix.of(options.seed(), 10);
    World world = new World(options.seed(), Math.max(SMALLEST_WORLD, 2 * options.groups()));
    List<ApiGroup> groups = new ArrayList<>();
    for (GroupProfile profile : world.sample(random, options.groups())) {
      ApiGroup.GroupKind kind = kind(options, random.nextDouble());
      groups.add(new ApiGroup(profile, kind, ZONES[random.nextInt(ZONES.length)]));
    }
    return List.copyOf(groups);
  }

  private static ApiGroup.GroupKind kind(ApiOptions options, double chance) {
    if (chance < 0.02 && options.has(ApiFault.NULLS)) {
      return ApiGroup.GroupKind.PRIVATE;
    }
    return chance > 0.98 && options.has(ApiFault.ONLINE)
        ? ApiGroup.GroupKind.CITYLESS
        : ApiGroup.GroupKind.USUAL;
  }
}
