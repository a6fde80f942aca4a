package dev.meetuppulse.redis;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.BoardStore;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.Trends;
import java.util.List;

/**
 * Boards that refuse every deployment but their owner, with a {@link
 * dev.meetuppulse.core.journal.StoreRefusedException}; without an owner they refuse none.
 */
record OwnedBoards(BoardStore boards, RedisOwners owners) implements BoardStore {

  private BoardStore ours() {
    owners.requireNoOther("");
    return boards;
  }

  @Override
  public void publish(List<Board> news) {
    ours().publish(news);
  }

  @Override
  public void publish(Status status) {
    ours().publish(status);
  }

  @Override
  public void publish(Trends trends) {
    ours().publish(trends);
  }

  @Override
  public void refreshStatus() {
    ours().refreshStatus();
  }

  @Override
  public void close() {
    boards.close();
    owners.close();
  }
}
