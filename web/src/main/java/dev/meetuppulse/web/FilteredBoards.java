package dev.meetuppulse.web;

import dev.meetuppulse.core.config.Setting;
import dev.meetuppulse.core.config.Settings;
import dev.meetuppulse.core.count.CorruptEntryException;
import dev.meetuppulse.core.count.JournalStore;
import dev.meetuppulse.core.count.StoreException;
import dev.meetuppulse.core.count.Window;
import dev.meetuppulse.core.rank.Explored;
import dev.meetuppulse.core.rank.Explorer;
import dev.meetuppulse.core.rank.Selection;
import dev.meetuppulse.redis.RedisJournals;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The boards of one city, state, topic, group or event, or ranked by people going: exact, because
 * they are added up from the journals as the published boards are. The journals are read when
 * somebody first asks. One answer is worked out at a time, so that questions can't pile up.
 */
final class FilteredBoards implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 3;

  private final Settings settings;
  private final List<Window> windows;
  private final int rows;
  private final JournalStore journals;
  private final ReentrantLock lock = new ReentrantLock();
  private Explorer explorer;

  FilteredBoards(Settings settings) {
    this.settings = settings;
    this.windows = settings.windows();
    this.rows = settings.integer(Setting.COUNT_TOP);
    this.journals = new RedisJournals(settings);
  }

  /**
   * The boards, one a dimension, with as many rows as published boards have.
   *
   * @param window any but {@code all}
   * @param now the wall clock, ms since the epoch
   * @throws StoreException when Redis does not answer, or what it holds can't be read
   * @throws BusyException when others asked for so much that this would take too long
   */
  Explored boards(String window, Selection selection, long now) {
    if (!patiently()) {
      throw new BusyException();
    }
    try {
      if (explorer == null) {
        explorer = new Explorer(settings.countOptions(), journals);
      }
      explorer.refresh();
      return explorer.boards(named(window), selection, now, rows);
    } catch (CorruptEntryException e) {
      explorer = null;
      throw new StoreException("the counts in Redis can't be filtered: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    journals.close();
  }

  private Window named(String name) {
    return windows.stream().filter(window -> window.name().equals(name)).findFirst().orElseThrow();
  }

  private boolean patiently() {
    try {
      return lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
