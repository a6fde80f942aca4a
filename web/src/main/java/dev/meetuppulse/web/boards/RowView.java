package dev.meetuppulse.web.boards;

/**
 * A row as the API gives it.
 *
 * @param was its rank half a minute ago, null if it was not on the board; the rank itself if the
 *     board is filtered, ranked by going or of the past
 * @param key what is counted
 * @param label what people read
 * @param going people: 1 + guests over the yes
 */
public record RowView(
    int rank, Integer was, String key, String label, long rsvps, long yes, long no, long going) {}
