package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyStore;
import dev.meetuppulse.core.window.Totals;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LeaderboardTest {

  @Test
  void top_equalCounts_areInOrderOfTheirUtf8Bytes() {
    List<String> names = List.of("\uD83D\uDE00", "\uFF5E", "b", "a", "");
    Totals totals = new Totals();
    KeyStore keys = new Dictionary(List.of(Dimension.TOPICS)).keys(Dimension.TOPICS);
    for (String name : names) {
      totals.add(keys.add(Key.of(name)), new Counts(1, 0, 0, 0));
    }
    Leaderboard.Top top = Leaderboard.top(totals, keys, 4, Measure.RSVPS);
    assertThat(top.keys()).isEqualTo(5);
    assertThat(top.rows()).extracting(Row::key).containsExactly("", "a", "b", "\uFF5E");
  }

  @Property
  void compareUtf8_anyText_comparesAsItsBytes(@ForAll String a, @ForAll String b) {
    String x = new String(a.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String y = new String(b.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    int expected =
        Arrays.compareUnsigned(
            x.getBytes(StandardCharsets.UTF_8), y.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(Leaderboard.compareUtf8(x, y))).isEqualTo(Integer.signum(expected));
  }
}
