package dev.meetuppulse.redis;

import dev.meetuppulse.core.board.BoardStore;
import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.OwnerStore;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.ReportStore;

/**
 * Opens stores in the Redis that the settings name.
 *
 * @param settings hold no secret, only where to read it
 */
public record RedisStores(Settings settings) implements StoreFactory {

  @Override
  public OwnerStore owners() {
    return new RedisOwners(settings);
  }

  @Override
  public JournalStore journals() {
    return new OwnedJournals(new RedisJournals(settings), new RedisOwners(settings));
  }

  @Override
  public BoardStore boards() {
    return new OwnedBoards(new RedisBoards(settings), new RedisOwners(settings));
  }

  @Override
  public ReportStore reports() {
    return new OwnedReports(new RedisReports(settings), new RedisOwners(settings));
  }
}
