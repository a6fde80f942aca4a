package dev.meetuppulse.redis;

import dev.meetuppulse.core.config.Settings;
import dev.meetuppulse.core.count.JournalStore;
import dev.meetuppulse.core.rank.BoardStore;
import dev.meetuppulse.core.rank.StoreFactory;

/**
 * Opens stores in the Redis that the settings name.
 *
 * @param settings hold no secret, only where to read it
 */
public record RedisStores(Settings settings) implements StoreFactory {

  @Override
  public JournalStore journals() {
    return new RedisJournals(settings);
  }

  @Override
  public BoardStore boards() {
    return new RedisBoards(settings);
  }
}
