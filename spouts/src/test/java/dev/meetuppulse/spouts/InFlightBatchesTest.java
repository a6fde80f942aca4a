package dev.meetuppulse.spouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class InFlightBatchesTest {
  private final InFlightBatches batches = new InFlightBatches(3);

  private static InFlightBatches.Offset at(long offset) {
    return new InFlightBatches.Offset(offset, Optional.empty());
  }

  @Test
  void ack_ofTheFirstBatch_movesTheSavedEnd() {
    batches.restart(1, at(100));
    BatchId first = batches.emit(at(110), 10, 1000);
    batches.emit(at(130), 20, 2000);

    assertThat(batches.ack(first)).isTrue();
    assertThat(batches.saved().value()).isEqualTo(110);
    assertThat(batches.position().value()).isEqualTo(130);
    assertThat(batches.records()).isEqualTo(20);
    assertThat(batches.bytes()).isEqualTo(2000);
  }

  @Test
  void ack_ofALaterBatch_settlesThoseBefore() {
    batches.restart(1, at(0));
    BatchId first = batches.emit(at(10), 10, 0);
    BatchId second = batches.emit(at(20), 10, 0);

    assertThat(batches.ack(second)).isTrue();
    assertThat(batches.saved().value()).isEqualTo(20);
    assertThat(batches.ack(first)).isFalse();
    assertThat(batches.isInFlight(first)).as("its failure no longer matters").isFalse();
    assertThat(batches.count()).isZero();
  }

  @Test
  void ackAndFail_ofAnOldEpoch_countForNothing() {
    batches.restart(1, at(0));
    BatchId old = batches.emit(at(10), 10, 0);
    batches.restart(2, at(0));
    batches.emit(at(10), 10, 0);

    assertThat(batches.ack(old)).isFalse();
    assertThat(batches.isInFlight(old)).isFalse();
    assertThat(batches.saved().value()).isZero();
    assertThat(batches.records()).isEqualTo(10);
  }

  /** A random event: an emit of n records, an ack or fail of the n-th id ever, or a restart. */
  record RandomStep(String what, int n) {}

  @Property
  void agreesWithANaiveModel(@ForAll("steps") List<RandomStep> steps) {
    Model model = new Model();
    InFlightBatches tested = new InFlightBatches(0);
    List<BatchId> ids = new ArrayList<>();
    long epoch = 1;
    tested.restart(epoch, at(0));
    model.restart(0);
    for (RandomStep step : steps) {
      switch (step.what) {
        case "emit" -> {
          long to = tested.position().value() + step.n + (step.n % 3);
          ids.add(tested.emit(at(to), step.n, step.n * 7L));
          model.emit(to, step.n);
        }
        case "restart" -> {
          tested.restart(++epoch, at(step.n));
          model.restart(step.n);
        }
        default -> {
          if (!ids.isEmpty()) {
            int index = step.n % ids.size();
            assertThat(tested.isInFlight(ids.get(index))).isEqualTo(model.open(index));
            if (step.what.equals("ack")) {
              assertThat(tested.ack(ids.get(index))).isEqualTo(model.ack(index));
            }
          }
        }
      }
      assertThat(tested.saved().value()).isEqualTo(model.saved);
      assertThat(tested.position().value()).isEqualTo(model.position);
      assertThat(tested.records()).isEqualTo(model.records());
      assertThat(tested.bytes()).isEqualTo(model.records() * 7L);
      assertThat(tested.count()).isEqualTo(model.openRuns());
    }
  }

  @Provide
  Arbitrary<List<RandomStep>> steps() {
    Arbitrary<String> what =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just("emit")),
            Tuple.of(5, Arbitraries.just("ack")),
            Tuple.of(3, Arbitraries.just("fail")),
            Tuple.of(1, Arbitraries.just("restart")));
    return Combinators.combine(what, Arbitraries.integers().between(0, 60))
        .as(RandomStep::new)
        .list()
        .ofMaxSize(120);
  }

  /** Every run ever, each with its state, and no cleverness. */
  private static final class Model {
    private record EmittedRun(long to, int records, boolean[] open) {}

    private final List<EmittedRun> runs = new ArrayList<>();
    private long position;
    private long saved;

    void restart(long offset) {
      runs.forEach(run -> run.open[0] = false);
      position = offset;
      saved = offset;
    }

    void emit(long to, int records) {
      runs.add(new EmittedRun(to, records, new boolean[] {true}));
      position = to;
    }

    boolean open(int index) {
      return runs.get(index).open[0];
    }

    boolean ack(int index) {
      if (!open(index)) {
        return false;
      }
      for (int i = 0; i <= index; i++) {
        runs.get(i).open[0] = false;
      }
      saved = runs.get(index).to;
      return true;
    }

    int records() {
      return runs.stream().filter(run -> run.open[0]).mapToInt(EmittedRun::records).sum();
    }

    int openRuns() {
      return (int) runs.stream().filter(run -> run.open[0]).count();
    }
  }
}
