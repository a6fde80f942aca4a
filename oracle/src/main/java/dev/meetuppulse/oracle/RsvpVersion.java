package dev.meetuppulse.oracle;

/**
 * One valid record: a version of an RSVP.
 *
 * @param id {@code rsvp_id}
 * @param mtime ms since the epoch
 * @param response may be null
 * @param guests people brought along
 * @param place of the group
 * @param event null if it has none
 */
public record RsvpVersion(
    long id, long mtime, String response, int guests, Place place, Labelled event) {

  /** This version with an equal place, so that places are shared. */
  RsvpVersion at(Place other) {
    return new RsvpVersion(id, mtime, response, guests, other, event);
  }
}
