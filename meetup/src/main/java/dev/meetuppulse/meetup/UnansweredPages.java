package dev.meetuppulse.meetup;

import dev.meetuppulse.meetup.SearchPage.PageKey;
import java.util.HashMap;
import java.util.Map;

/**
 * The pages of searches that were not answered. Until one has rested it is asked for with as much
 * in it as was answered, and not at all if nothing was. For one thread; times in ms since the
 * epoch.
 */
final class UnansweredPages {
  /** Where cursors change, the same page does not come again. */
  private static final int MAX_PAGES = 1_000;

  private final Map<PageKey, PageState> states = new HashMap<>();

  private static final class PageState {
    private final Unanswered unanswered = new Unanswered();
    private int tries = 1;
  }

  /**
   * A query for a single page got no response.
   *
   * @param answered when any query was last answered
   */
  void failed(SearchPage page, long now, long answered) {
    if (states.size() >= MAX_PAGES) {
      states.clear();
    }
    PageState state = states.computeIfAbsent(page.key(), key -> new PageState());
    state.tries = page.tries() + 1;
    if (page.tries() == 1) {
      state.unanswered.failed(now, answered);
    }
  }

  void worked(SearchPage page) {
    if (page.tries() == 1) {
      states.remove(page.key());
    }
  }

  /** True if the last query for all that a page has was not answered. */
  boolean isSuspect(PageKey key) {
    return states.containsKey(key);
  }

  /** True if others were answered meanwhile. */
  boolean isAlone(PageKey key) {
    return isSuspect(key) && states.get(key).unanswered.isAlone();
  }

  /** True while a page is not to be asked for. */
  boolean rests(PageKey key, long now) {
    return page(key, now).tries() > SearchPage.MAX_TRIES;
  }

  /** A page, reduced as far as needed to get a response. */
  SearchPage page(PageKey key, long now) {
    PageState state = states.get(key);
    boolean rests = state != null && state.unanswered.rests(now);
    return new SearchPage(key, rests ? state.tries : 1, state != null);
  }
}
