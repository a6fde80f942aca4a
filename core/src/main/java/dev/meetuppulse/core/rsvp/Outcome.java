package dev.meetuppulse.core.rsvp;

/** The result of parsing one record of the stream. */
public sealed interface Outcome permits Rsvp, Outcome.Filtered, Outcome.Invalid {

  /**
   * A valid record from a country outside the filter: it moves the event clock and is counted as
   * filtered.
   *
   * @param mtime ms since the epoch
   */
  record Filtered(long mtime) implements Outcome {}

  /** A record that broke a rule. */
  record Invalid(Reason reason) implements Outcome {}
}
