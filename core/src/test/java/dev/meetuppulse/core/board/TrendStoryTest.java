package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendStoryTest {
  private static final long SINCE = 600_000;
  private static final long END = 900_000;

  private final Dictionary dictionary = new Dictionary(List.of(Dimension.values()));
  private final List<TrendReasons> trends = new ArrayList<>();

  @Test
  void aTopicItsGroupAndItsCity_areOneStory_evenIfTheCityHasMuchElse() {
    int event = group("Austin, TX", "austin-ai", "ai", "machine-learning");
    int usual = group("Austin, TX", "austin-wine", "wine");
    found(Dimension.CITIES, "Austin, TX", null, 60, 30);
    found(Dimension.TOPICS, "ai", "Austin, TX", 30, 0.5);
    found(Dimension.TOPICS, "ai", null, 34, 4);
    found(Dimension.TOPICS, "machine-learning", null, 30, 2);
    found(Dimension.GROUPS, "austin-ai", null, 30, 0.4);
    came(event, 30);
    came(usual, 30);
    came(group("Reno, NV", "reno-ai", "ai"), 4);
    List<TrendStory> stories = TrendStory.of(trends, 10);
    assertThat(stories).hasSize(1);
    RisingKey entry = stories.get(0).entry();
    assertThat(entry.key()).isEqualTo("ai");
    assertThat(entry.within()).isEqualTo("Austin, TX");
    assertThat(entry.alongside())
        .containsExactly("austin-ai", "machine-learning", "ai", "Austin, TX");
    assertThat(stories.get(0).parts()).hasSize(5);
  }

  @Test
  void aTopicEverywhere_isNotTheStoryOfACityThatCarriesALittleOfIt() {
    found(Dimension.CITIES, "Austin, TX", null, 100, 60);
    found(Dimension.TOPICS, "tech", null, 150, 110);
    came(group("Austin, TX", "austin-tech", "tech"), 25);
    came(group("Austin, TX", "austin-wine", "wine"), 75);
    came(group("Reno, NV", "reno-tech", "tech"), 125);
    assertThat(TrendStory.of(trends, 10)).hasSize(2);
  }

  @Test
  void topicsOfOneGroup_areOneStory_thoughOneBeganToRiseLater() {
    int group = group("Austin, TX", "austin-games", "board-games", "hiking");
    found(Dimension.TOPICS, "board-games", "Austin, TX", 50, 2);
    came(group, 30);
    found(Dimension.TOPICS, "hiking", "Austin, TX", 22, 1);
    came(group, 20);
    assertThat(TrendStory.of(trends, 10)).hasSize(1);
  }

  @Test
  void whatSomeOfItsGroupsBringAlong_isTheStoryOfATopicThatIsHardlyEverThere() {
    found(Dimension.TOPICS, "board-games", "Austin, TX", 130, 4);
    found(Dimension.TOPICS, "women", "Austin, TX", 70, 4);
    came(group("Austin, TX", "austin-women", "board-games", "women"), 64);
    came(group("Austin, TX", "austin-dice", "board-games"), 66);
    came(group("Austin, TX", "austin-books", "women"), 6);
    assertThat(TrendStory.of(trends, 10)).hasSize(1);
  }

  @Test
  void whatHasItsUsualElsewhere_isTheStoryOfTheTopicItRisesWith() {
    found(Dimension.TOPICS, "board-games", "Austin, TX", 95, 9);
    found(Dimension.TOPICS, "recipes", null, 38, 6);
    came(group("Austin, TX", "austin-recipes", "board-games", "recipes"), 24);
    came(group("Austin, TX", "austin-dice", "board-games"), 71);
    came(group("Reno, NV", "reno-recipes", "recipes"), 14);
    assertThat(TrendStory.of(trends, 10)).hasSize(1);
  }

  @Test
  void whatBelongsToABroadTopicAnyway_isAStoryOfItsOwn() {
    found(Dimension.TOPICS, "social", null, 1_200, 1_000);
    found(Dimension.TOPICS, "wine", "Reno, NV", 20, 1);
    came(group("Austin, TX", "austin-social", "social"), 1_180);
    came(group("Reno, NV", "reno-wine", "social", "wine"), 20);
    assertThat(TrendStory.of(trends, 10)).hasSize(2);
  }

  @Test
  void noMoreStoriesThanAsked_butWhatBelongsToOneStillJoinsIt() {
    found(Dimension.TOPICS, "a", null, 30, 1);
    found(Dimension.TOPICS, "b", null, 20, 1);
    found(Dimension.TOPICS, "c", null, 30, 2);
    came(group("Reno, NV", "g", "a", "c"), 30);
    came(group("Reno, NV", "h", "b"), 20);
    List<TrendStory> stories = TrendStory.of(trends, 1);
    assertThat(stories).hasSize(1);
    assertThat(stories.get(0).entry().alongside()).containsExactly("c");
  }

  @Test
  void whatComesLessOftenThanUsual_isAStoryToo() {
    found(Dimension.TOPICS, "a", null, 3, 9);
    found(Dimension.TOPICS, "b", null, 3, 12);
    came(group("Reno, NV", "g", "a", "b"), 3);
    assertThat(TrendStory.of(trends, 10))
        .allSatisfy(story -> assertThat(story.parts()).isNotEmpty());
  }

  private int group(String city, String urlname, String... topics) {
    List<Key> keys = new ArrayList<>();
    for (String topic : topics) {
      keys.add(Key.of(topic));
    }
    return dictionary.number(new GroupKeys("us", Key.of(city), null, Key.of(urlname), keys));
  }

  private void found(Dimension dimension, String key, String city, long now, double expected) {
    Trend trend =
        new Trend(
            dictionary.number(dimension, Key.of(key)),
            (now - expected) / Math.sqrt(expected),
            now,
            expected,
            SINCE);
    int within = city == null ? Dictionary.NONE : dictionary.number(Dimension.CITIES, Key.of(city));
    trends.add(
        new TrendReasons(dictionary, new TrendDetectors.Found(dimension, within, trend), END));
  }

  private void came(int group, int rsvps) {
    Cell cell = new Cell().of(group, Dictionary.NONE);
    cell.counts().set(rsvps, rsvps, 0, rsvps);
    for (TrendReasons trend : trends) {
      boolean counts =
          dictionary.group(group).counts(trend.dimension(), Dictionary.NONE, trend.key());
      if (counts && trend.isIn(dictionary.group(group).of(Dimension.CITIES))) {
        trend.add(SINCE, cell);
        trend.addReasons(dictionary.group(group), cell);
      }
    }
  }
}
