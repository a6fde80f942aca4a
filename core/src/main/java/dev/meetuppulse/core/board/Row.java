package dev.meetuppulse.core.board;

import java.io.Serializable;

/**
 * One line of a board.
 *
 * @param key what is ranked
 * @param label its text for people
 * @param rsvps RSVPs that count
 * @param yes those with response yes
 * @param no those with response no
 * @param going people: 1 + guests over the yes
 */
public record Row(String key, String label, long rsvps, long yes, long no, long going)
    implements Serializable {}
