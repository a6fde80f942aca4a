package dev.meetuppulse.simulator;

/**
 * One valid line of the stream, before it is written out.
 *
 * @param at stream time, ms since the epoch
 * @param id {@code rsvp_id}
 * @param mtime ms since the epoch, at most {@code at}
 * @param yes whether the response is yes, else no
 * @param guests people brought along
 * @param group whose event it is
 * @param slot which of the group's events
 * @param generation number of the event within that slot
 * @param eventNumber number that the event's id is derived from; no other event has it
 * @param shape random bits that decide member and key order; all versions of an RSVP share them
 */
public record SimulatedRsvp(
    long at,
    long id,
    long mtime,
    boolean yes,
    int guests,
    Group group,
    Group.Slot slot,
    long generation,
    long eventNumber,
    long shape)
    implements SimulatedLine {

  @Override
  public byte[] bytes() {
    return LineWriter.write(this);
  }

  SimulatedRsvp echo(long arrival) {
    return withTimes(arrival, Math.floorDiv(mtime + 500, 1000L) * 1000);
  }

  SimulatedRsvp withTimes(long arrival, long newMtime) {
    return new SimulatedRsvp(
        arrival, id, newMtime, yes, guests, group, slot, generation, eventNumber, shape);
  }

  SimulatedRsvp withAnswer(long arrival, long newMtime, boolean newYes, int newGuests) {
    return new SimulatedRsvp(
        arrival, id, newMtime, newYes, newGuests, group, slot, generation, eventNumber, shape);
  }

  String eventId() {
    return LineWriter.eventId(slot, eventNumber);
  }
}
