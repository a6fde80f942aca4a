package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.util.Optional;

/** Tells where a line comes from, for people who watch. Not thread safe. */
public final class Cities {
  private final RsvpParser parser = new RsvpParser();

  /** The city of a valid record, such as {@code Garner, NC}, safe to print. */
  public Optional<String> of(byte[] line) {
    return parser.parse(line, 0, System.currentTimeMillis()) instanceof Rsvp rsvp
        ? Optional.of(Printable.of(rsvp.groupKeys().city().name()))
        : Optional.empty();
  }
}
