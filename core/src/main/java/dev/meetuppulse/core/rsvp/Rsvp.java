package dev.meetuppulse.core.rsvp;

/**
 * A valid RSVP, without its member.
 *
 * @param id {@code rsvp_id}
 * @param mtime when it was made, ms since the epoch, above 0
 * @param response {@code yes}, {@code no}, any other text as it was sent, or null
 * @param guests people brought along, 0 to 1,000,000
 * @param groupKeys the keys of its group, on which it counts
 * @param event its event, or null
 */
public record Rsvp(long id, long mtime, String response, int guests, GroupKeys groupKeys, Key event)
    implements Outcome {}
