package dev.meetuppulse.oracle;

import java.util.Set;

/**
 * The country and keys that all RSVPs of a group share.
 *
 * @param country in lower case
 * @param city its key, such as {@code Garner, NC}
 * @param state in upper case, or null
 * @param group null if it has no {@code group_urlname}
 * @param topics distinct urlkeys
 */
public record Place(
    String country, String city, String state, Labelled group, Set<String> topics) {}
