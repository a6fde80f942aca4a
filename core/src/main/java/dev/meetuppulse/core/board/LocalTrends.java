package dev.meetuppulse.core.board;

import dev.meetuppulse.core.trend.OpenBucket;
import dev.meetuppulse.core.trend.PairNumbers;
import dev.meetuppulse.core.trend.SurpriseDetector;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import java.util.BitSet;
import java.util.List;

/**
 * Finds the topics that rise within one city. RSVPs are added up by group, and given to the
 * detector bucket by bucket; of a stream of more than {@value TrendDetectors#FAST} RSVPs a second,
 * five minutes at once, since there are many more topics within cities than topics.
 */
final class LocalTrends {
  /** Topics within cities that are held at most, at about 120 bytes each. */
  private static final int MAX_PAIRS = 100_000;

  private static final long LONGEST_MILLIS = 300_000;
  private static final int MINUTE = 60_000;

  private final Dictionary dictionary;
  private final SurpriseDetector detector;
  private final PairNumbers pairs;
  private final OpenBucket open = new OpenBucket();
  private final BitSet forgottenCities = new BitSet();
  private final BitSet forgottenTopics = new BitSet();
  private long openSince = Long.MIN_VALUE;
  private long rsvps;

  /** Trends of topics within cities, which get their part of the allowed false alarms. */
  LocalTrends(Dictionary dictionary, TrendOptions options) {
    this.dictionary = dictionary;
    this.detector = new SurpriseDetector(options.part(TrendOptions.TOPICS_IN_CITIES));
    this.pairs = new PairNumbers(MAX_PAIRS, detector::forget);
  }

  /** A key's number will be given to another key. */
  void forget(Dimension dimension, int key) {
    if (dimension == Dimension.CITIES) {
      forgottenCities.set(key);
    } else if (dimension == Dimension.TOPICS) {
      forgottenTopics.set(key);
    }
  }

  /** A group's number will be given to another group: its RSVPs have left all windows. */
  void forgetGroup(int group) {
    open.forget(group);
  }

  /** Adds RSVPs of a group, by its number, to the open bucket. */
  void add(int group, int count) {
    open.add(group, count);
  }

  /**
   * Closes the current bucket; {@code end} is in ms since the epoch, {@code count} the RSVPs in it.
   */
  void close(long end, long count) {
    if (openSince == Long.MIN_VALUE) {
      openSince = end - 1;
    }
    rsvps += count;
    long millis = end - openSince;
    if (millis >= LONGEST_MILLIS || rsvps * 1000 <= TrendDetectors.FAST * millis) {
      forgetPairs();
      int minute = (int) (end / MINUTE);
      open.drain((group, of) -> show(dictionary.group(group), of, minute));
      detector.close(end, rsvps);
      openSince = end;
      rsvps = 0;
    }
  }

  private void show(KeyNumbers keys, int count, int minute) {
    int city = keys.of(Dimension.CITIES);
    if (city <= Dictionary.UNLISTED) {
      return;
    }
    for (int i = 0; i < keys.topics(); i++) {
      if (keys.topic(i) > Dictionary.UNLISTED) {
        detector.add(pairs.number(city, keys.topic(i), minute), count);
      }
    }
  }

  /** Before a city's or topic's number is used for another. */
  private void forgetPairs() {
    if (!forgottenCities.isEmpty() || !forgottenTopics.isEmpty()) {
      pairs.forgetIf((city, topic) -> forgottenCities.get(city) || forgottenTopics.get(topic));
      forgottenCities.clear();
      forgottenTopics.clear();
    }
  }

  /** The topics that rise within a city, the most surprising first. */
  List<TrendDetectors.Found> rising(int most) {
    forgetPairs();
    return detector.rising().stream()
        .filter(trend -> trend.score() > 0)
        .limit(most)
        .map(this::found)
        .toList();
  }

  private TrendDetectors.Found found(Trend trend) {
    int city = pairs.first(trend.key());
    int topic = pairs.second(trend.key());
    return new TrendDetectors.Found(
        Dimension.TOPICS,
        city,
        new Trend(topic, trend.score(), trend.now(), trend.expected(), trend.since()));
  }
}
