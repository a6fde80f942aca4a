package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointFileTest {
  private static final long T = 1_700_000_000_000L;

  private final AtomicLong wall = new AtomicLong(T);

  @TempDir private Path folder;

  @Test
  void processThatIsKilled_theNextKeepsToWhatIsLeftOfTheMinute() {
    PointBudget killed = new PointBudget(100);
    killed.resume(open(), 5_000, 1);
    for (int i = 0; i < 4; i++) {
      killed.spend(25, 5_000 + i * 10_000L);
      wall.addAndGet(10_000);
    }

    PointBudget restarted = new PointBudget(100);
    restarted.resume(open(), 45_000, 1);

    assertThat(restarted.used(45_000)).isEqualTo(100);
    assertThat(restarted.waitFor(25, 45_000)).isEqualTo(30_000);
    assertThat(restarted.waitFor(25, 75_000)).isZero();
  }

  @Test
  void requests_lastOne_mayStillBeOnItsWay() {
    open().spend(7);
    wall.addAndGet(3_600_000);

    assertThat(open().requests()).containsExactly(new PointFile.EarlierRequest(7, 0));
  }

  @Test
  void requests_ofServerWhoseTimeRunsFaster_areOlderThere() {
    PointFile file = open();
    file.spend(25);
    wall.addAndGet(300);
    file.spend(25);
    wall.addAndGet(300);

    PointBudget budget = new PointBudget(500);
    budget.resume(open(), 1_000_000, 100);

    assertThat(budget.waitFor(500, 1_000_000)).isEqualTo(30_000);
    assertThat(budget.used(1_000_000 + 30_001)).isEqualTo(25);
  }

  @Test
  void lineThatWasCut_isIgnored() throws Exception {
    open().spend(7);
    wall.addAndGet(1_000);
    Files.writeString(folder.resolve("state.points"), "17000", StandardOpenOption.APPEND);

    assertThat(open().requests()).containsExactly(new PointFile.EarlierRequest(7, 0));
  }

  @Test
  void spend_forHours_fileStaysSmall() throws Exception {
    PointFile file = open();
    for (int i = 0; i < 50_000; i++) {
      file.spend(1);
      wall.addAndGet(100);
    }

    assertThat(Files.readAllLines(folder.resolve("state.points"))).hasSizeBetween(600, 11_000);
  }

  private PointFile open() {
    return PointFile.open(folder.resolve("state"), wall::get);
  }
}
