package dev.meetuppulse.cli.count;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Boards as text for people. */
public final class BoardsTable {
  private static final int KEY_WIDTH = 40;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BoardsTable() {}

  /** The record counts and every board that has rows, one below the other. */
  public static String of(FinalBoards result) {
    StringBuilder text = new StringBuilder();
    text.append(
        result.clock() > 0
            ? "as of " + Instant.ofEpochMilli(result.clock()) + "\n"
            : "no valid record\n");
    text.append(counts(result.records())).append('\n');
    if (!result.invalidReasons().isEmpty()) {
      text.append("invalid: ").append(counts(result.invalidReasons())).append('\n');
    }
    result
        .boards()
        .forEach(
            (dimension, windows) ->
                windows.forEach(
                    (window, lines) -> {
                      append(text, dimension, window, lines);
                      text.append(result.accuracy().get(dimension).get(window).words());
                    }));
    append(text, result.trending());
    return text.toString();
  }

  private static void append(StringBuilder text, List<FinalBoards.Trending> trending) {
    if (!trending.isEmpty()) {
      text.append(
          trending.get(0).rising()
              ? "\ntrending\n"
              : "\ntrending: nothing is clearly trending; closest, perhaps by chance\n");
    }
    for (FinalBoards.Trending entry : trending) {
      text.append(
          String.format(
              Locale.ROOT,
              "    %s%s: %d RSVPs since %s, %.1f expected, %.1f times as many%s%s%n",
              plain(entry.label()),
              entry.alongside().isEmpty() ? "" : " and " + entry.alongside().size() + " more",
              entry.now(),
              CLOCK.format(Instant.ofEpochMilli(entry.since())),
              entry.expected(),
              entry.times(),
              entry.city() == null ? "" : ", " + plain(entry.city()),
              entry.rising() || !trending.get(0).rising() ? "" : " (perhaps chance)"));
      for (FinalBoards.CarryingEvent event : entry.events()) {
        text.append(
            String.format(
                Locale.ROOT,
                "%7d %s%s%n",
                event.rsvps(),
                plain(event.label()),
                event.link() == null ? "" : " " + event.link()));
      }
    }
  }

  private static void append(
      StringBuilder text, String dimension, String window, List<FinalBoards.BoardLine> lines) {
    text.append(
        String.format(
            Locale.ROOT,
            "%n%-44s %7s %7s %7s %7s%n",
            dimension + ", " + window,
            "rsvps",
            "yes",
            "no",
            "going"));
    if (lines.isEmpty()) {
      text.append("    nothing in this window\n");
    }
    int rank = 0;
    for (FinalBoards.BoardLine line : lines) {
      text.append(
          String.format(
              Locale.ROOT,
              "%3d %-40s %7d %7d %7d %7d%n",
              ++rank,
              cut(name(line)),
              line.rsvps(),
              line.yes(),
              line.no(),
              line.going()));
    }
  }

  private static String name(FinalBoards.BoardLine line) {
    String name =
        line.label().equals(line.key()) ? line.key() : line.label() + " (" + line.key() + ")";
    return plain(name);
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= KEY_WIDTH
        ? text
        : text.substring(0, text.offsetByCodePoints(0, KEY_WIDTH - 1)) + "…";
  }

  private static String counts(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (name, count) ->
            text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(count));
    return text.toString();
  }
}
