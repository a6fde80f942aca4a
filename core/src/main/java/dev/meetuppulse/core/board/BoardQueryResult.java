package dev.meetuppulse.core.board;

import java.util.List;

/**
 * The answer to a board query.
 *
 * @param boards one per dimension
 * @param rsvps distinct RSVPs in the window that were asked for
 * @param yes those with response yes
 * @param no those with response no
 * @param going people: 1 + guests over the yes
 */
public record BoardQueryResult(List<Board> boards, long rsvps, long yes, long no, long going) {
  public BoardQueryResult {
    boards = List.copyOf(boards);
  }
}
