package dev.meetuppulse.bench.jmh;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Groups as the stream has them: in 600 cities, of 11 topics each, few of them frequent. */
final class SampleGroups {
  private static final int CITIES = 600;
  private static final int TOPICS = 11;

  private SampleGroups() {}

  /**
   * Makes groups.
   *
   * @param topics distinct topics; where there are more than groups, each group has its share of
   *     them to itself, so that all of them occur
   */
  static List<GroupKeys> make(int groups, int topics, SplittableRandom random) {
    Zipf zipf = new Zipf(topics);
    Key[] keys = new Key[topics];
    for (int i = 0; i < topics; i++) {
      keys[i] = Key.of("topic-" + i);
    }
    int own = topics / groups;
    List<GroupKeys> made = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      List<Key> of = new ArrayList<>(Arrays.asList(keys).subList(i * own, (i + 1) * own));
      while (of.size() < TOPICS) {
        Key topic = keys[zipf.next(random)];
        if (!of.contains(topic)) {
          of.add(topic);
        }
      }
      Key city = Key.of("City " + i % CITIES + ", NY");
      made.add(new GroupKeys("us", city, Key.of("NY"), Key.of("g" + i), of));
    }
    return made;
  }
}
