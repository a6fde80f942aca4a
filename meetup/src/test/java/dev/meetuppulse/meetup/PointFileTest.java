package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointFileTest {
  private static final long T = 1_700_000_000_000L;

  private final AtomicLong wall = new AtomicLong(T);
  private final List<String> said = new ArrayList<>();
  private PointFile current;

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

  /** The server may count it as late as it may be answered, also after another process began. */
  @Test
  void requests_lastOneOfAProcess_takesAsLongAsAnAnswerMay() {
    open().spend(7);
    wall.addAndGet(1_000);
    PointFile second = open();
    assertThat(second.requests()).containsExactly(new PointFile.EarlierRequest(7, -29_000));
    second.spend(8);
    second.spend(9);
    wall.addAndGet(1_000);

    assertThat(open().requests())
        .containsExactly(
            new PointFile.EarlierRequest(7, -28_000),
            new PointFile.EarlierRequest(8, 1_000),
            new PointFile.EarlierRequest(9, -29_000));

    PointBudget budget = new PointBudget(100);
    budget.resume(open(), 0, 1);
    assertThat(budget.waitFor(100, 88_999)).isPositive();
    assertThat(budget.waitFor(100, 89_000)).isZero();

    wall.addAndGet(3_600_000);
    assertThat(open().requests()).isEmpty();
  }

  @Test
  void requests_clockSetBackSince_nothingWaitsForIt() {
    open().spend(7);
    wall.addAndGet(-3_600_000);

    assertThat(open().requests()).containsExactly(new PointFile.EarlierRequest(7, -30_000));
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

  /** The account's points are one budget for all feeds. */
  @Test
  void secondFeedOfTheAccount_reportsIt_andKeepsAFileOfItsOwn() {
    open().spend(7);
    try (PointFile second = open("other")) {
      assertThat(second.requests()).isEmpty();
      second.spend(8);
    }
    assertThat(said)
        .containsExactly(
            "another feed uses this account's points; give each a part by meetup.points");
    assertThat(folder.resolve("other.points")).exists();

    assertThat(open().requests()).extracting(PointFile.EarlierRequest::points).containsExactly(7);
  }

  @Test
  void refusedAndKilled_theNextProcessWaitsToo() {
    PointBudget killed = new PointBudget(100);
    killed.resume(open(), 5_000, 10);
    killed.refused(65_000, 5_000);
    wall.addAndGet(2_000);

    PointBudget restarted = new PointBudget(100);
    restarted.resume(open(), 7_000, 10);
    assertThat(restarted.waitFor(1, 7_000)).isEqualTo(40_000);

    wall.addAndGet(4_000);
    restarted.resume(open(), 0, 10);
    assertThat(restarted.waitFor(1, 0)).isZero();
  }

  @Test
  void lineThatWasCut_isIgnored() throws Exception {
    open().spend(7);
    wall.addAndGet(1_000);
    Files.writeString(folder.resolve("account"), "17000", StandardOpenOption.APPEND);

    assertThat(open().requests()).containsExactly(new PointFile.EarlierRequest(7, -29_000));
  }

  @Test
  void spend_forHours_fileStaysSmall() throws Exception {
    PointFile file = open();
    for (int i = 0; i < 50_000; i++) {
      file.spend(1);
      wall.addAndGet(100);
    }

    assertThat(Files.readAllLines(folder.resolve("account"))).hasSizeBetween(600, 11_000);
  }

  private PointFile open() {
    if (current != null) {
      current.close();
    }
    current = open("state");
    return current;
  }

  private PointFile open(String state) {
    return PointFile.open(
        folder.resolve("account"),
        folder.resolve(state),
        wall::get,
        30_000,
        new Notices(said::add));
  }
}
