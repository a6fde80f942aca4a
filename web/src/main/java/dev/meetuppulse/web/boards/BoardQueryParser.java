package dev.meetuppulse.web.boards;

import dev.meetuppulse.core.board.Filter;
import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.board.QueryCriteria;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.redis.History;
import dev.meetuppulse.web.http.BadRequestException;
import dev.meetuppulse.web.http.QueryParameters;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parses a request into a query. Throws {@link BadRequestException} naming what is allowed. */
public final class BoardQueryParser {
  private static final int DEFAULT_ROWS = 10;
  private static final int LONGEST_KEY = 1_000;
  private static final long MINUTE_MILLIS = 60_000;
  private static final Map<String, Dimension> FILTERS = new LinkedHashMap<>();

  static {
    for (Dimension dimension : Dimension.values()) {
      FILTERS.put(dimension.one(), dimension);
    }
  }

  private final Context context;
  private final QueryParameters parameters;
  private final Catalog catalog;

  public BoardQueryParser(Context context, Catalog catalog) {
    this.context = context;
    this.parameters = QueryParameters.of(context);
    this.catalog = catalog;
  }

  /** {@code /boards/{dimension}/{window}}: one board, whole unless rows are given. */
  public BoardQuery board() {
    parameters.only(parameters("rows", "at", "measure"));
    return query(List.of(dimension()), window(), rows(catalog.mostRows()), at());
  }

  /** {@code /live/{window}}: every board. */
  public BoardQuery live() {
    parameters.only(parameters("rows", "at", "measure"));
    return query(catalog.dimensions(), window(), rows(DEFAULT_ROWS), at());
  }

  /** {@code /history/{window}}: every board, with its past. */
  public BoardQuery history() {
    parameters.only(parameters("rows", "measure"));
    Window window = window();
    return new BoardQuery(
        catalog, catalog.dimensions(), window, rows(DEFAULT_ROWS), null, criteria(window, true));
  }

  /** The page's first boards; a parameter that is not allowed counts as absent. */
  public BoardQuery page() {
    Window window = pageWindow();
    int rows;
    try {
      rows = rows(DEFAULT_ROWS);
    } catch (BadRequestException e) {
      rows = Math.min(DEFAULT_ROWS, catalog.mostRows());
    }
    QueryCriteria criteria;
    try {
      criteria = criteria(window, pageAt() != null);
    } catch (BadRequestException e) {
      criteria = null;
    }
    return new BoardQuery(catalog, catalog.dimensions(), window, rows, null, criteria);
  }

  /** The moment that the page looks back to; null for now. */
  public Long pageAt() {
    try {
      return at();
    } catch (BadRequestException e) {
      return null;
    }
  }

  private static List<String> parameters(String... others) {
    return Stream.concat(Stream.of(others), FILTERS.keySet().stream()).toList();
  }

  private BoardQuery query(List<Dimension> dimensions, Window window, int rows, Long at) {
    QueryCriteria criteria = criteria(window, at != null);
    return new BoardQuery(
        catalog, dimensions, window, rows, at == null ? null : onGrid(at, criteria), criteria);
  }

  /**
   * The past is kept in steps, so all moments of a step are one: a published board's is the last ms
   * of its ten seconds; anything else is added up as of the last whole minute.
   */
  private static long onGrid(long at, QueryCriteria criteria) {
    return criteria == null
        ? at - at % History.STEP_MILLIS + History.STEP_MILLIS - 1
        : at - at % MINUTE_MILLIS;
  }

  private Window window() {
    return one("window", context.pathParam("window"), catalog.windows(), Window::name);
  }

  private Window pageWindow() {
    String name = parameters.get("window");
    return catalog.windows().stream()
        .filter(window -> window.name().equals(name))
        .findFirst()
        .orElse(catalog.firstWindow());
  }

  private Dimension dimension() {
    String id = context.pathParam("dimension");
    return one("dimension", id, catalog.dimensions(), Dimension::id);
  }

  private static <T> T one(
      String parameter, String value, List<T> allowed, Function<T, String> name) {
    return allowed.stream()
        .filter(each -> name.apply(each).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                BadRequestException.unknown(
                    parameter,
                    value,
                    allowed.stream().map(name).collect(Collectors.joining(", ", "one of ", ""))));
  }

  private int rows(int defaultRows) {
    int most = catalog.mostRows();
    String text = parameters.get("rows");
    if (text == null) {
      return Math.min(defaultRows, most);
    }
    int rows = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    if (rows < 1 || rows > most) {
      throw BadRequestException.unknown("rows", text, "a whole number from 1 to " + most);
    }
    return rows;
  }

  private Long at() {
    String text = parameters.get("at");
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,15}")) {
      throw BadRequestException.unknown("at", text, "ms since the epoch");
    }
    return Long.valueOf(text);
  }

  private QueryCriteria criteria(Window window, boolean past) {
    Measure measure = measure();
    Filter filter = filter();
    if (filter == null && measure == Measure.RSVPS) {
      return null;
    }
    String done = filter == null ? "ranked by " + measure.id() : "filtered";
    if (window.isAll()) {
      throw new BadRequestException("the window all can't be " + done + "; ask for another");
    }
    List<String> remembered = catalog.rememberedNames();
    if (past && !remembered.contains(window.name())) {
      String those =
          remembered.isEmpty() ? "" : "; that of " + String.join(", ", remembered) + " can";
      throw new BadRequestException(
          "the past of the window " + window.name() + " can't be " + done + those);
    }
    return new QueryCriteria(filter, measure);
  }

  private Measure measure() {
    String id = parameters.get("measure");
    return id == null ? Measure.RSVPS : one("measure", id, List.of(Measure.values()), Measure::id);
  }

  private Filter filter() {
    List<String> given =
        FILTERS.keySet().stream().filter(name -> parameters.get(name) != null).toList();
    if (given.isEmpty()) {
      return null;
    }
    String name = given.get(0);
    if (given.size() > 1) {
      throw new BadRequestException(
          name + " and " + given.get(1) + " can't both filter; ask for one");
    }
    if (!catalog.dimensions().contains(FILTERS.get(name))) {
      throw new BadRequestException(
          "there is no filter by "
              + name
              + "; only "
              + String.join(", ", catalog.dimensionIds())
              + " are counted");
    }
    String key = parameters.get(name);
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw BadRequestException.unknown(name, key, "text of 1 to " + LONGEST_KEY + " characters");
    }
    return new Filter(FILTERS.get(name), key);
  }
}
