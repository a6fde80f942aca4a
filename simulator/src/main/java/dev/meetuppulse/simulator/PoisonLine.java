package dev.meetuppulse.simulator;

import dev.meetuppulse.core.rsvp.Reason;
import java.util.Set;

/**
 * A line that breaks a rule.
 *
 * @param at stream time, ms since the epoch
 * @param bytes the line, without its newline
 * @param reasons any of these is a right reason to refuse it
 */
public record PoisonLine(long at, byte[] bytes, Set<Reason> reasons) implements SimulatedLine {
  public PoisonLine {
    reasons = Set.copyOf(reasons);
  }
}
