package dev.meetuppulse.core.count;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.journal.Version;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeenRsvpsTest {
  private static final int MANY = 1 << 12;

  /** The factor of Fibonacci hashing, and the number that undoes it. */
  private static final BigInteger FACTOR = new BigInteger("9e3779b97f4a7c15", 16);

  private static final long INVERSE =
      FACTOR.modInverse(BigInteger.ONE.shiftLeft(Long.SIZE)).longValue();

  /** Look-ups begin at places with other entries: if it were one place, all would find the same. */
  @Test
  void peek_idsChosenToLandInOnePlace_areSpread() {
    SeenRsvps seen = new SeenRsvps();
    for (long i = 0; i < MANY; i++) {
      seen.add(i * INVERSE, new Version().set(1, 1, 1, 1), 1, 1);
    }
    long begun = LongStream.range(0, MANY).map(i -> seen.peek(i * INVERSE)).distinct().count();

    assertThat(begun).isGreaterThan(MANY / 3);
  }

  /** Against the library's own hash map in order of access. */
  @Property(tries = 100)
  void addTouchPutRemove_inAnyOrder_actAsALinkedHashMap(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int ids) {
    Random random = new Random(seed);
    Version version = new Version();
    SeenRsvps seen = new SeenRsvps();
    Map<Long, List<Long>> model = new LinkedHashMap<>(16, 0.75f, true);
    for (long clock = 1; clock < 2_000; clock++) {
      // Ids that differ in high bits only must not be taken for one another.
      long id = (long) random.nextInt(ids) << (random.nextBoolean() ? 0 : 40);
      int row = seen.find(id);
      assertThat(row != SeenRsvps.NONE).isEqualTo(model.containsKey(id));
      if (row == SeenRsvps.NONE) {
        seen.add(id, version.set(clock, clock * 3, 7, (int) clock), clock << 30, clock);
        model.put(id, List.of(clock, clock * 3, clock, clock << 30));
      } else if (random.nextBoolean()) {
        seen.put(row, version.set(clock * 2, clock * 5, 8, (int) clock), clock << 30);
        seen.touch(row, clock);
        model.put(id, List.of(clock * 2, clock * 5, clock, clock << 30));
      }
      if (random.nextInt(4) == 0 && !model.isEmpty()) {
        long oldest = model.keySet().iterator().next();
        assertThat(seen.id(seen.oldest())).isEqualTo(oldest);
        seen.removeOldest();
        model.remove(oldest);
      }
      assertThat(seen.size()).isEqualTo(model.size());
    }
    List<Long> order = new ArrayList<>();
    for (int row = seen.oldest(); row != SeenRsvps.NONE; row = seen.newer(row)) {
      order.add(seen.id(row));
    }
    assertThat(order).containsExactlyElementsOf(model.keySet());
    model.forEach(
        (id, values) -> {
          int row = seen.find(id);
          assertThat(
                  List.of(
                      seen.mtime(row), seen.response(row), seen.lastSeen(row), seen.serial(row)))
              .isEqualTo(values);
        });
  }
}
