package dev.meetuppulse.web.page;

import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.web.boards.BoardView;
import dev.meetuppulse.web.boards.Catalog;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The two boards that come first; of a filter, two that have more than one row. */
final class MainBoards {
  private static final List<Dimension> USUAL = List.of(Dimension.CITIES, Dimension.TOPICS);
  private static final List<Dimension> NEXT = List.of(Dimension.GROUPS, Dimension.EVENTS);

  private MainBoards() {}

  /** Without a filter: cities and topics; where neither is counted, the first two that are. */
  static List<Dimension> usual(Catalog catalog) {
    List<Dimension> counted = catalog.dimensions();
    return USUAL.stream().anyMatch(counted::contains)
        ? USUAL
        : counted.subList(0, Math.min(2, counted.size()));
  }

  static List<Dimension> of(PageOptions options, Map<String, BoardView> boards) {
    if (options.query().filter() == null) {
      return usual(options.query().catalog());
    }
    return Stream.concat(usual(options.query().catalog()).stream(), NEXT.stream())
        .distinct()
        .filter(
            dimension ->
                boards.get(dimension.id()) == null || boards.get(dimension.id()).keys() != 1)
        .limit(2)
        .toList();
  }
}
