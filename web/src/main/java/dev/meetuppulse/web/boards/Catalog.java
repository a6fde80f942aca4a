package dev.meetuppulse.web.boards;

import dev.meetuppulse.core.board.BoardQueryEngine;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.util.List;

/**
 * The available boards.
 *
 * @param options how they are counted
 * @param mostRows rows of a board at most
 * @param firstWindow the window that the page opens with
 */
public record Catalog(CountOptions options, int mostRows, Window firstWindow) {

  /** The boards of a topology with these settings. */
  public static Catalog of(Settings settings) {
    CountOptions options = settings.countOptions();
    String first = settings.text(Setting.WEB_WINDOW);
    return new Catalog(
        options,
        settings.integer(Setting.COUNT_TOP),
        options.windows().stream()
            .filter(window -> window.name().equals(first))
            .findFirst()
            .orElse(options.windows().get(0)));
  }

  public List<Window> windows() {
    return options.windows();
  }

  public List<String> windowNames() {
    return options.windows().stream().map(Window::name).toList();
  }

  /** The windows whose last hour can be filtered, and ranked by going, too. */
  public List<String> rememberedNames() {
    return options.windows().stream()
        .filter(window -> BoardQueryEngine.remembers(window, options.windows()))
        .map(Window::name)
        .toList();
  }

  /** In the order of the settings. */
  public List<Dimension> dimensions() {
    return options.dimensions();
  }

  public List<String> dimensionIds() {
    return options.dimensions().stream().map(Dimension::id).toList();
  }
}
