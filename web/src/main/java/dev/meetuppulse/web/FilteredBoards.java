package dev.meetuppulse.web;

import dev.meetuppulse.core.board.Explored;
import dev.meetuppulse.core.board.Explorer;
import dev.meetuppulse.core.board.SelectedHistory;
import dev.meetuppulse.core.board.Selection;
import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.redis.RedisJournals;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

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
    return ask(explorer -> explorer.boards(named(window), selection, now, rows));
  }

  /** The same as of a moment of the last hour, in a window that is remembered. */
  Explored past(String window, Selection selection, long at) {
    return ask(explorer -> explorer.past(named(window), selection, at, rows));
  }

  /** The last hour of some of their keys, in a window that is remembered. */
  SelectedHistory history(
      String window, Selection selection, long now, Map<Dimension, List<String>> keys) {
    return ask(explorer -> explorer.history(named(window), selection, now, keys));
  }

  private <T> T ask(Function<Explorer, T> question) {
    if (!patiently()) {
      throw new BusyException();
    }
    try {
      if (explorer == null) {
        explorer = new Explorer(settings.countOptions(), journals);
      }
      explorer.refresh();
      return question.apply(explorer);
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
