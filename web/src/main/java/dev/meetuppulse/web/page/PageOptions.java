package dev.meetuppulse.web.page;

import dev.meetuppulse.web.boards.BoardQuery;
import dev.meetuppulse.web.boards.BoardQueryParser;
import dev.meetuppulse.web.boards.Catalog;
import dev.meetuppulse.web.http.QueryParameters;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The viewer's choices, read from the page's address. A value that does not exist counts as absent.
 *
 * @param view overview, trending or a dimension
 * @param theme light or dark; null to follow the system
 * @param kiosk true if only the boards are shown
 * @param at the moment of the last hour that is shown, ms since the epoch; null for now
 */
record PageOptions(BoardQuery query, String view, String theme, boolean kiosk, Long at) {
  static final String OVERVIEW = "overview";
  static final String TRENDING = "trending";

  static PageOptions of(Context context, Catalog catalog) {
    BoardQueryParser parser = new BoardQueryParser(context, catalog);
    QueryParameters parameters = QueryParameters.of(context);
    return new PageOptions(
        parser.page(),
        choice(parameters, "view", views(catalog)).orElse(OVERVIEW),
        choice(parameters, "theme", List.of("light", "dark")).orElse(null),
        "1".equals(parameters.get("kiosk")),
        parser.pageAt());
  }

  static List<String> views(Catalog catalog) {
    return Stream.concat(Stream.of(OVERVIEW, TRENDING), catalog.dimensionIds().stream()).toList();
  }

  boolean isOverview() {
    return view.equals(OVERVIEW);
  }

  /** True if nothing is known of the last hour of the boards that are chosen. */
  boolean isPastless() {
    return query.criteria() != null
        && !query.catalog().rememberedNames().contains(query.window().name());
  }

  private static Optional<String> choice(
      QueryParameters parameters, String name, List<String> allowed) {
    return Optional.ofNullable(parameters.get(name)).filter(allowed::contains);
  }
}
