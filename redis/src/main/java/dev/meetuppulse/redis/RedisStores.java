package dev.meetuppulse.redis;

import dev.meetuppulse.core.board.BoardStore;
import dev.meetuppulse.core.board.StoreFactory;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.OwnerStore;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.ReportStore;
import java.time.InstantSource;

/**
 * Opens stores in the Redis that the settings name. They refuse every deployment but the owner of
 * the state, with a {@link dev.meetuppulse.core.journal.StoreRefusedException}.
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
    return new RedisJournals(settings, Guard.ofOwner(settings));
  }

  @Override
  public BoardStore boards() {
    return new RedisBoards(settings, InstantSource.system(), Guard.ofOwner(settings));
  }

  @Override
  public ReportStore reports() {
    return new RedisReports(settings, Guard.ofOwner(settings));
  }
}
