package dev.meetuppulse.simulator.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultInjectorTest {
  private static final long START = 1_790_000_000_000L;
  private static final Duration LENGTH = Duration.ofSeconds(60_000);

  /** A reader asks at least once an hour for an event that is not answered. */
  private static final long LONGEST_REST = 3_600_000;

  /** From its mark on a row has another time: who could not read it before can't count it right. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void poison_endsBeforeAnyAttendanceIsMarked(long seed) {
    ApiOptions options =
        new ApiOptions(
            seed,
            300,
            2_000,
            200,
            new ApiOptions.WorldTime(START, 100, LENGTH),
            500,
            EnumSet.allOf(ApiFault.class));
    FaultInjector faults = new FaultInjector(options);
    ApiWorld world = new ApiWorld(options);
    world.advance(options.pace().end());

    List<ApiEvent> poisoned = world.events().stream().filter(it -> isPoisoned(faults, it)).toList();
    assertThat(poisoned).hasSizeGreaterThan(100);
    for (ApiEvent event : poisoned) {
      long read = ApiRsvp.markedAt(event.plan().start()) - LONGEST_REST;
      assertThat(faults.refuses(event, read) || faults.hides(event, read)).isFalse();
    }
  }

  private static boolean isPoisoned(FaultInjector faults, ApiEvent event) {
    return faults.refuses(event, START) || faults.hides(event, START);
  }
}
