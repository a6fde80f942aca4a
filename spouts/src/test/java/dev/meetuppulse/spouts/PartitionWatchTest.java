package dev.meetuppulse.spouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.kafka.TopicEnds;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PartitionWatchTest {
  private final PartitionWatch watch = new PartitionWatch(0);
  private final PartitionProgress progress = new PartitionProgress();

  /** The wall clock, but for how far it was set. */
  private long now = 1_700_000_000_000L;

  private long clockSetBy;
  private boolean isPaused;

  private PartitionReport report(long stable, long end) {
    return watch.report(
        new PartitionWatch.Seen(
            isPaused,
            null,
            new TopicEnds.PartitionEnds(true, OptionalLong.of(end), OptionalLong.of(stable), null),
            progress),
        now + clockSetBy,
        TimeUnit.MILLISECONDS.toNanos(now));
  }

  @Test
  void stalled_isWhatSavesNothingForTenSeconds_thoughRecordsWait() {
    progress.stands(10, 10, 10);
    assertThat(report(15, 15).halt()).isNull();
    now += 9_999;
    assertThat(report(20, 20).halt()).isNull();
    now += 1;
    PartitionReport stalled = report(21, 21);
    assertThat(stalled.halt()).isEqualTo(HaltReason.STALLED);
    assertThat(stalled.since()).isEqualTo(now);
    assertThat(stalled.text()).contains("11 records wait at offset 10");
    progress.stands(21, 11, 21);
    assertThat(report(21, 21).halt()).isNull();
  }

  @Test
  void clockThatIsSet_makesNoStall_andHidesNone() {
    progress.stands(10, 10, 10);
    report(12, 12);
    clockSetBy = 3_600_000;
    assertThat(report(12, 12).halt()).isNull();
    clockSetBy = -3_600_000;
    assertThat(report(12, 12).halt()).isNull();
    now += 10_000;
    assertThat(report(12, 12).halt()).isEqualTo(HaltReason.STALLED);
  }

  @Test
  void clockThatIsSet_makesNoOpenTransaction_andHidesNone() {
    progress.stands(10, 10, 10);
    report(10, 12);
    clockSetBy = 3_600_000;
    assertThat(report(10, 12).halt()).isNull();
    clockSetBy = -3_600_000;
    assertThat(report(10, 12).halt()).isNull();
    now += 5_000;
    assertThat(report(10, 12).halt()).isEqualTo(HaltReason.OPEN_TRANSACTION);
  }

  @Test
  void lossThatGrowsWhileNothingIsSaved_countsOnce() {
    Position saved = new Position("log 0", 100);
    progress.lose(new Start.Loss(saved, 200, "saved up to 100, the log begins at 300"));
    progress.lose(new Start.Loss(saved, 200, "saved up to 100, the log begins at 300"));
    progress.lose(new Start.Loss(saved, 250, "saved up to 100, the log begins at 350"));
    assertThat(progress.loss().records()).isEqualTo(250);
    assertThat(progress.loss().text()).contains("350");
    progress.lose(
        new Start.Loss(new Position("log 1", 900), 7, "saved up to 900, the log begins at 907"));
    assertThat(progress.loss().records()).isEqualTo(257);
    progress.lose(new Start.Loss(new Position("log 2", 900), 3, "cut back from 900 to 897"));
    assertThat(progress.loss().records()).isEqualTo(260);
  }

  @Test
  void idle_isNeverStalled_butALogThatEndsTooEarlyIs() {
    progress.stands(10, 10, 10);
    report(10, 10);
    now += 60_000;
    assertThat(report(10, 10).halt()).isNull();

    report(7, 7);
    now += 10_000;
    assertThat(report(7, 7).text()).contains("saved up to 10, but the log ends at 7");
    assertThat(report(7, 7).logEnd()).isEqualTo(7);
  }

  @Test
  void openTransaction_isOneThatHoldsBackForFiveSeconds() {
    progress.stands(10, 10, 10);
    assertThat(report(10, 14).halt()).isNull();
    now += 4_999;
    assertThat(report(10, 14).halt()).isNull();
    progress.stands(12, 12, 12);
    assertThat(report(12, 14).halt()).as("another one by now").isNull();
    now += 5_000;
    assertThat(report(12, 15).halt()).isEqualTo(HaltReason.OPEN_TRANSACTION);
  }

  @Test
  void damagedBatch_thatTheLogWasCutBackBefore_holdsUpNothing() {
    progress.stands(10, 10, 30);
    progress.halt(HaltReason.DAMAGED_BATCH, "x");
    assertThat(report(30, 30).halt()).isEqualTo(HaltReason.DAMAGED_BATCH);
    assertThat(report(10, 10).halt()).isNull();
    now += 60_000;
    PartitionReport again = report(10, 10);
    assertThat(again.halt()).isNull();
    assertThat(again.logEnd()).isEqualTo(10);
    progress.stands(8, 8, 30);
    assertThat(report(30, 30).halt()).isEqualTo(HaltReason.DAMAGED_BATCH);
  }

  @Test
  void paused_goesBeforeEverythingElse() {
    progress.stands(0, 0, 5);
    progress.halt(HaltReason.DAMAGED_BATCH, "x");
    assertThat(report(5, 5).halt()).isEqualTo(HaltReason.DAMAGED_BATCH);
    isPaused = true;
    assertThat(report(5, 5).halt()).isEqualTo(HaltReason.PAUSED);
  }
}
