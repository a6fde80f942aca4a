package dev.meetuppulse.simulator.trends;

import dev.meetuppulse.simulator.ActivityCurve;
import dev.meetuppulse.simulator.Burst;
import dev.meetuppulse.simulator.Group;
import dev.meetuppulse.simulator.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The keys that detectors see, numbered: a world's topics, or its topics within each city. */
final class KeySpace {
  private static final ActivityCurve FLAT = new ActivityCurve(false, false);

  /** A topic, in one city unless that is null. */
  record Name(String topic, String city) {}

  private final World world;
  private final List<List<Group>> groupsOfKeys = new ArrayList<>();
  private final Map<Name, Integer> numbers = new HashMap<>();
  private final List<Name> names = new ArrayList<>();
  private final Map<Group, int[]> keysOfGroups = new IdentityHashMap<>();
  private final double[] sharesOfUs;
  private final double[] sharesOfOthers;

  /**
   * @param local whether a topic is a key for each city; else one everywhere
   */
  KeySpace(World world, boolean local) {
    this.world = world;
    world.groups().forEach(group -> keysOfGroups.put(group, number(group, local)));
    sharesOfUs = new double[names.size()];
    sharesOfOthers = new double[names.size()];
    keysOfGroups.forEach(
        (group, keys) -> {
          for (int key : keys) {
            shares(group)[key] += world.share(group);
            groupsOfKeys.get(key).add(group);
          }
        });
  }

  private int[] number(Group group, boolean local) {
    return group.topics().stream()
        .map(topic -> new Name(topic, local ? group.cityKey() : null))
        .mapToInt(this::number)
        .toArray();
  }

  private int number(Name name) {
    return numbers.computeIfAbsent(
        name,
        unseen -> {
          names.add(unseen);
          groupsOfKeys.add(new ArrayList<>());
          return names.size() - 1;
        });
  }

  private double[] shares(Group group) {
    return isUs(group) ? sharesOfUs : sharesOfOthers;
  }

  private static boolean isUs(Group group) {
    return group.country().equals("us");
  }

  int size() {
    return names.size();
  }

  /** The keys that an RSVP for a group counts on. */
  int[] keysOf(Group group) {
    return keysOfGroups.get(group);
  }

  Name name(int key) {
    return names.get(key);
  }

  int keyOf(Burst burst) {
    return numbers.get(new Name(burst.topic(), burst.city()));
  }

  /** The rate of a key at a time, ms since the epoch, as a part of the mean rate of all RSVPs. */
  double rate(int key, ActivityCurve activity, long time) {
    return activity.us(time) * sharesOfUs[key] + activity.others(time) * sharesOfOthers[key];
  }

  private double meanShare(int key) {
    return rate(key, FLAT, 0);
  }

  /** The keys with so large a share of all RSVPs or a larger one, by name. */
  List<Integer> withShare(double least) {
    List<Integer> found = new ArrayList<>();
    for (int key = 0; key < names.size(); key++) {
      if (meanShare(key) >= least) {
        found.add(key);
      }
    }
    found.sort((a, b) -> name(a).toString().compareTo(name(b).toString()));
    return found;
  }

  /** By how much a burst multiplies the mean rates of the keys that it touches. */
  Map<Integer, Double> rises(Burst burst) {
    Map<Integer, Double> rises = new HashMap<>();
    for (Group group : groupsOfKeys.get(keyOf(burst))) {
      double share = world.share(group) * (isUs(group) ? FLAT.us(0) : FLAT.others(0));
      for (int key : keysOf(group)) {
        rises.merge(key, 1 + (burst.factor() - 1) * share / meanShare(key), (a, b) -> a + b - 1);
      }
    }
    return rises;
  }
}
