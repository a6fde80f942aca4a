package dev.meetuppulse.web.boards;

import dev.meetuppulse.core.board.BoardQueryEngine;
import dev.meetuppulse.core.board.BoardQueryHistory;
import dev.meetuppulse.core.board.BoardQueryResult;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.RedisConnections;
import dev.meetuppulse.redis.RedisJournals;
import dev.meetuppulse.web.http.BusyException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Boards that are not published: of one city, state, topic, group or event, or ranked by people
 * going. Exact, because they are added up from the journals as the published boards are. The
 * journals are read when first asked for. One answer is computed at a time, so that questions can't
 * pile up.
 */
public final class JournalBoards implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 3;

  private final JournalStore journals;
  private final ReentrantLock lock = new ReentrantLock();
  private CountOptions options;
  private BoardQueryEngine engine;

  public JournalBoards(Settings settings) {
    this.journals = new RedisJournals(settings, RedisConnections.SHORT_TIMEOUT);
  }

  /**
   * The boards that match the query's criteria, one per dimension, now or at its moment.
   *
   * @param now the wall clock, ms since the epoch
   * @return empty if its moment is not kept
   * @throws StoreException when Redis does not answer, or what it holds can't be read
   * @throws BusyException when others asked for so much that this would take too long
   */
  Optional<BoardQueryResult> boards(BoardQuery query, long now) {
    int top = query.catalog().mostRows();
    return ask(
        query.catalog().options(),
        now,
        engine ->
            query.at() == null
                ? Optional.of(engine.boards(query.window(), query.criteria(), now, top))
                : engine.past(query.window(), query.criteria(), query.at(), now, top));
  }

  /** The last hour of these keys of the query's criteria. */
  BoardQueryHistory history(BoardQuery query, long now, Map<Dimension, List<String>> keys) {
    return ask(
        query.catalog().options(),
        now,
        engine -> engine.history(query.window(), query.criteria(), now, keys));
  }

  private <T> T ask(CountOptions wanted, long now, Function<BoardQueryEngine, T> question) {
    if (!patiently()) {
      throw new BusyException();
    }
    try {
      if (engine == null || !wanted.equals(options)) {
        options = wanted;
        engine = new BoardQueryEngine(wanted, journals);
      }
      engine.refresh(now);
      return question.apply(engine);
    } catch (CorruptEntryException e) {
      engine = null;
      throw new StoreException("the counts in Redis can't be filtered: " + e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    journals.close();
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
