package dev.meetuppulse.core.rsvp;

import dev.meetuppulse.oracle.Labelled;
import dev.meetuppulse.oracle.Place;
import dev.meetuppulse.oracle.RsvpVersion;
import java.util.LinkedHashSet;
import java.util.Set;

/** Records as the oracle knows them. */
public final class Versions {
  private Versions() {}

  public static RsvpVersion of(Rsvp rsvp) {
    GroupKeys groupKeys = rsvp.groupKeys();
    Set<String> topics = new LinkedHashSet<>();
    groupKeys.topics().forEach(topic -> topics.add(topic.name()));
    Place place =
        new Place(
            groupKeys.country(),
            groupKeys.city().name(),
            groupKeys.state() == null ? null : groupKeys.state().name(),
            labelled(groupKeys.group()),
            topics);
    return new RsvpVersion(
        rsvp.id(), rsvp.mtime(), rsvp.response(), rsvp.guests(), place, labelled(rsvp.event()));
  }

  private static Labelled labelled(Key key) {
    return key == null ? null : new Labelled(key.name(), key.label());
  }
}
