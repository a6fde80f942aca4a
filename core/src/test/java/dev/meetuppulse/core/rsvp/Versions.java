package dev.meetuppulse.core.rsvp;

import dev.meetuppulse.oracle.Labelled;
import dev.meetuppulse.oracle.Place;
import dev.meetuppulse.oracle.Version;
import java.util.LinkedHashSet;
import java.util.Set;

/** Records as the oracle knows them. */
public final class Versions {
  private Versions() {}

  public static Version of(Rsvp rsvp) {
    Facets facets = rsvp.facets();
    Set<String> topics = new LinkedHashSet<>();
    facets.topics().forEach(topic -> topics.add(topic.name()));
    Place place =
        new Place(
            facets.country(),
            facets.city().name(),
            facets.state() == null ? null : facets.state().name(),
            labelled(facets.group()),
            topics);
    return new Version(
        rsvp.id(), rsvp.mtime(), rsvp.response(), rsvp.guests(), place, labelled(rsvp.event()));
  }

  private static Labelled labelled(Key key) {
    return key == null ? null : new Labelled(key.name(), key.label());
  }
}
