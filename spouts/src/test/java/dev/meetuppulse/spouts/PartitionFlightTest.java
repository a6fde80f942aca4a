package dev.meetuppulse.spouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class PartitionFlightTest {
  private final PartitionFlight flight = new PartitionFlight(3);

  @Test
  void ack_ofTheFirstRun_movesTheSavedEnd() {
    flight.restart(1, 100);
    RunId first = flight.emit(110, 10, 1000);
    flight.emit(130, 20, 2000);

    assertThat(flight.ack(first)).isTrue();
    assertThat(flight.saved()).isEqualTo(110);
    assertThat(flight.position()).isEqualTo(130);
    assertThat(flight.records()).isEqualTo(20);
    assertThat(flight.bytes()).isEqualTo(2000);
  }

  @Test
  void ack_ofALaterRun_settlesThoseBefore() {
    flight.restart(1, 0);
    RunId first = flight.emit(10, 10, 0);
    RunId second = flight.emit(20, 10, 0);

    assertThat(flight.ack(second)).isTrue();
    assertThat(flight.saved()).isEqualTo(20);
    assertThat(flight.ack(first)).isFalse();
    assertThat(flight.inFlight(first)).as("its failure no longer matters").isFalse();
    assertThat(flight.runs()).isZero();
  }

  @Test
  void ackAndFail_ofAnOldEpoch_countForNothing() {
    flight.restart(1, 0);
    RunId old = flight.emit(10, 10, 0);
    flight.restart(2, 0);
    flight.emit(10, 10, 0);

    assertThat(flight.ack(old)).isFalse();
    assertThat(flight.inFlight(old)).isFalse();
    assertThat(flight.saved()).isZero();
    assertThat(flight.records()).isEqualTo(10);
  }

  /**
   * What may happen: an emit (of so many records), an ack or fail of the n-th id ever, a restart.
   */
  record Step(String what, int n) {}

  @Property
  void agreesWithANaiveModel(@ForAll("steps") List<Step> steps) {
    Model model = new Model();
    PartitionFlight tested = new PartitionFlight(0);
    List<RunId> ids = new ArrayList<>();
    long epoch = 1;
    tested.restart(epoch, 0);
    model.restart(0);
    for (Step step : steps) {
      switch (step.what) {
        case "emit" -> {
          long to = tested.position() + step.n + (step.n % 3);
          ids.add(tested.emit(to, step.n, step.n * 7L));
          model.emit(to, step.n);
        }
        case "restart" -> {
          tested.restart(++epoch, step.n);
          model.restart(step.n);
        }
        default -> {
          if (!ids.isEmpty()) {
            int index = step.n % ids.size();
            assertThat(tested.inFlight(ids.get(index))).isEqualTo(model.open(index));
            if (step.what.equals("ack")) {
              assertThat(tested.ack(ids.get(index))).isEqualTo(model.ack(index));
            }
          }
        }
      }
      assertThat(tested.saved()).isEqualTo(model.saved);
      assertThat(tested.position()).isEqualTo(model.position);
      assertThat(tested.records()).isEqualTo(model.records());
      assertThat(tested.bytes()).isEqualTo(model.records() * 7L);
      assertThat(tested.runs()).isEqualTo(model.openRuns());
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> what =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just("emit")),
            Tuple.of(5, Arbitraries.just("ack")),
            Tuple.of(3, Arbitraries.just("fail")),
            Tuple.of(1, Arbitraries.just("restart")));
    return Combinators.combine(what, Arbitraries.integers().between(0, 60))
        .as(Step::new)
        .list()
        .ofMaxSize(120);
  }

  /** Every run ever, each with its state, and no cleverness. */
  private static final class Model {
    private record Run(long to, int records, boolean[] open) {}

    private final List<Run> runs = new ArrayList<>();
    private long position;
    private long saved;

    void restart(long offset) {
      runs.forEach(run -> run.open[0] = false);
      position = offset;
      saved = offset;
    }

    void emit(long to, int records) {
      runs.add(new Run(to, records, new boolean[] {true}));
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
      return runs.stream().filter(run -> run.open[0]).mapToInt(Run::records).sum();
    }

    int openRuns() {
      return (int) runs.stream().filter(run -> run.open[0]).count();
    }
  }
}
