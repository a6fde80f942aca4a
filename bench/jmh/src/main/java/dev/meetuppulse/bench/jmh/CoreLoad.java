package dev.meetuppulse.bench.jmh;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.List;

/**
 * A load for the core.
 *
 * @param partitions the records are spread over
 * @param workers the partitions are spread over: each has its own copy of what the parser shares
 * @param topics distinct topics; there are a quarter as many groups
 * @param window as the settings write it
 * @param ids remembered at most, in all partitions
 * @param rate records a second of event time
 */
record CoreLoad(int partitions, int workers, int topics, String window, int ids, int rate) {
  /** The load that all curves share but for the one thing that grows. */
  static final CoreLoad USUAL = new CoreLoad(1, 1, 10_000, "5m:1s", 100_000, 2_500);

  private static final Duration REMEMBER = Duration.ofHours(25);

  int groups() {
    return topics / 4;
  }

  /** Where the first window ends. */
  long windowMillis() {
    return Window.parseList(window).get(0).millis();
  }

  CountOptions options() {
    return new CountOptions(
        true,
        Window.parseList(window),
        List.of(Dimension.CITIES, Dimension.TOPICS),
        "us",
        REMEMBER,
        ids / partitions,
        1_000_000,
        100_000_000);
  }

  CoreLoad withPartitions(int number) {
    return new CoreLoad(number, workers, topics, window, ids, rate);
  }

  CoreLoad withWorkers(int number) {
    return new CoreLoad(partitions, number, topics, window, ids, rate);
  }

  CoreLoad withTopics(int number) {
    return new CoreLoad(partitions, workers, number, window, ids, rate);
  }

  CoreLoad withWindow(String text) {
    return new CoreLoad(partitions, workers, topics, text, ids, rate);
  }

  CoreLoad withIds(int number) {
    return new CoreLoad(partitions, workers, topics, window, number, rate);
  }

  CoreLoad withRate(int number) {
    return new CoreLoad(partitions, workers, topics, window, ids, number);
  }

  /** As words for a command line. */
  List<String> words() {
    return List.of("" + partitions, "" + workers, "" + topics, window, "" + ids, "" + rate);
  }

  /** Reads what {@link #words} wrote. */
  static CoreLoad of(List<String> words) {
    return new CoreLoad(
        Integer.parseInt(words.get(0)),
        Integer.parseInt(words.get(1)),
        Integer.parseInt(words.get(2)),
        words.get(3),
        Integer.parseInt(words.get(4)),
        Integer.parseInt(words.get(5)));
  }
}
