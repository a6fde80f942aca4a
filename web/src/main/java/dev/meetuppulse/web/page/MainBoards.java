package dev.meetuppulse.web.page;

import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.web.boards.BoardView;
import java.util.List;
import java.util.Map;

/** The two boards that come first; of a filter, two that have more than one row. */
final class MainBoards {
  static final List<Dimension> USUAL = List.of(Dimension.CITIES, Dimension.TOPICS);
  private static final List<Dimension> FILTERED =
      List.of(Dimension.CITIES, Dimension.TOPICS, Dimension.GROUPS, Dimension.EVENTS);

  private MainBoards() {}

  static List<Dimension> of(PageOptions options, Map<String, BoardView> boards) {
    if (options.query().criteria() == null || options.query().criteria().filter() == null) {
      return USUAL;
    }
    return FILTERED.stream()
        .filter(
            dimension ->
                boards.get(dimension.id()) == null || boards.get(dimension.id()).keys() != 1)
        .limit(2)
        .toList();
  }
}
