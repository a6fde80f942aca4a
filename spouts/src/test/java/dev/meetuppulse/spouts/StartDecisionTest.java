package dev.meetuppulse.spouts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.journal.Position;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StartDecisionTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final LogId LOG = LogId.of("id");

  private static StartLocator.Wanted wanted(LogId log, StartLocator.Cut cut) {
    return new StartLocator.Wanted(PARTITION, log, OptionalLong.empty(), cut);
  }

  private static StartLocator.Cut cutAt(long offset) {
    return new StartLocator.Cut(true, OptionalLong.of(offset));
  }

  private static Start start(
      StartLocator.Wanted wanted, Position saved, long end, OffsetAndMetadata committed) {
    return new StartDecision(
            wanted,
            new StartDecision.LogFacts(
                Optional.of(saved), 5, end, Optional.ofNullable(committed), 0))
        .withoutAsking()
        .orElseThrow();
  }

  private static OffsetAndMetadata committed(long offset, String log) {
    return new OffsetAndMetadata(offset, Optional.of(3), log);
  }

  @Test
  void saved_goesOnThere_andReadsFromABitEarlierWhereTheEpochIsKnown() {
    StartLocator.Wanted wanted = wanted(LOG, StartLocator.Cut.NONE);
    Position saved = new Position("id", 20);

    assertThat(start(wanted, saved, 30, null).offset()).isEqualTo(20);
    Start withEpoch = start(wanted, saved, 30, committed(18, "id"));
    assertThat(withEpoch.offset()).isEqualTo(20);
    assertThat(withEpoch.readFrom()).isEqualTo(new InFlightBatches.Offset(18, Optional.of(3)));
    assertThat(withEpoch.isBeginning()).isFalse();
    InFlightBatches.Offset there = InFlightBatches.Offset.of(20);
    assertThat(start(wanted, saved, 30, committed(21, "id")).readFrom()).isEqualTo(there);
    assertThat(start(wanted, saved, 30, committed(18, "other")).readFrom()).isEqualTo(there);
    assertThat(start(wanted, saved, 30, committed(4, "id")).readFrom())
        .as("before the log's beginning")
        .isEqualTo(there);
  }

  @Test
  void logThatEndsBeforeWhatIsSaved_isReadFromItsEnd_ifNoEpochIsKnown() {
    StartLocator.Wanted wanted = wanted(LOG, StartLocator.Cut.NONE);
    Start start = start(wanted, new Position("id", 20), 12, null);

    assertThat(start.offset()).isEqualTo(12);
    assertThat(start.log()).isEqualTo(new LogId("id", 1));
    assertThat(start.isBeginning()).isTrue();
    assertThat(start.loss().records()).isEqualTo(8);
    assertThat(start(wanted, new Position("id", 20), 12, committed(20, "id")).offset())
        .as("Kafka is asked where the log diverges")
        .isEqualTo(20);
    assertThat(start(wanted, new Position("id", 20), 12, committed(11, "id")).loss().records())
        .as("what was committed is still there, what was saved is not")
        .isEqualTo(8);
  }

  @Test
  void cutBackTwice_beforeASave_isAnIdentityOfItsOwnEachTime() {
    Start first = start(wanted(LOG, cutAt(12)), new Position("id", 20), 15, null);
    Start second = start(wanted(first.log(), cutAt(10)), new Position("id", 20), 11, null);

    assertThat(first.log()).isEqualTo(new LogId("id", 1));
    assertThat(second.log()).isEqualTo(new LogId("id", 2));
    assertThat(second.offset()).isEqualTo(10);
    assertThat(LogId.parse(second.log().toString())).isEqualTo(second.log());
  }

  @Test
  void cutBack_whoseFirstBatchWasNotSaved_startsThereAgain_asLongAsNothingIsSavedOfIt() {
    StartLocator.Wanted wanted =
        new StartLocator.Wanted(
            PARTITION, new LogId("id", 1), OptionalLong.of(10), StartLocator.Cut.NONE);
    for (long end : new long[] {15, 25}) {
      Start again = start(wanted, new Position("id", 20), end, committed(10, "id~1"));

      assertThat(again.offset()).as("the log ends at " + end).isEqualTo(10);
      assertThat(again.log()).isEqualTo(new LogId("id", 1));
      assertThat(again.isBeginning()).isTrue();
      assertThat(again.loss()).as("it was said").isEqualTo(Start.Loss.NONE);
    }
    assertThat(start(wanted, new Position("id", 20), 8, null).offset()).isEqualTo(8);
    assertThat(start(wanted, new Position("id~1", 20), 25, null).offset())
        .as("saved by now")
        .isEqualTo(20);
  }

  @Test
  void deletedBeforeTheyWereCounted_areALoss() {
    Start start = start(wanted(LOG, StartLocator.Cut.NONE), new Position("id", 2), 30, null);

    assertThat(start.offset()).isEqualTo(5);
    assertThat(start.log()).isEqualTo(LOG);
    assertThat(start.loss().records()).isEqualTo(3);
  }

  @Test
  void topicCreatedAgain_isReadFromItsBeginning() {
    Start start = start(wanted(LOG, StartLocator.Cut.NONE), new Position("old~2", 20), 30, null);

    assertThat(start.offset()).isEqualTo(5);
    assertThat(start.log()).isEqualTo(LOG);
    assertThat(start.isBeginning()).isTrue();
  }
}
