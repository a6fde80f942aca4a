package dev.meetuppulse.core.count;

import java.util.Arrays;

/**
 * What a group's RSVPs count on, as numbers of a {@link Dictionary}.
 *
 * @param city number of the city, or {@link Dictionary#NONE} where cities are not counted; likewise
 *     state and group
 * @param topics numbers of the topics; not to be changed
 */
public record FacetKeys(int city, int state, int group, int[] topics) {

  @Override
  public boolean equals(Object other) {
    return other instanceof FacetKeys that
        && city == that.city
        && state == that.state
        && group == that.group
        && Arrays.equals(topics, that.topics);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * city + state) + group) + Arrays.hashCode(topics);
  }
}
