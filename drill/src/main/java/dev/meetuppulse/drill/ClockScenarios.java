package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;
import static dev.meetuppulse.drill.UnderLoad.STREAM_RATE;

import dev.meetuppulse.core.rsvp.MtimeShift;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Records with absurd times, and a stream that falls silent. */
record ClockScenarios(UnderLoad underLoad) implements ScenarioGroup {
  private static final Duration JUMP = Duration.ofDays(20);
  private static final Duration CENTURY = Duration.ofDays(36_500);
  private static final long SPARE_MILLIS = 3_000;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario("far future", Needs.LOAD, ClockScenarios::jump),
        scenario("silence", Needs.WALL_CLOCK, this::silence));
  }

  private static Scenario scenario(String variant, Needs needs, Scenario.Injection injection) {
    return new Scenario(
        Fault.CLOCK_JUMP.id(), variant, Set.of(ClusterPart.INPUT), needs, injection);
  }

  /** One record with an impossible time, and one that moves the event clock weeks ahead. */
  private static double jump(Environment here) throws InterruptedException {
    byte[] line = new Simulator(here.traffic().nextStream(STREAM_RATE)).next().bytes();
    here.traffic().load().send(MtimeShift.shift(line, CENTURY.toMillis()));
    here.traffic().load().send(MtimeShift.shift(line, JUMP.toMillis()));
    TimeUnit.SECONDS.sleep(1);
    return here.boards().awaitFresh(LIMIT);
  }

  /** On the wall clock: boards must empty when nothing comes, and fill again. */
  private double silence(Environment here) throws Exception {
    double rate = underLoad.options().rate();
    here.traffic().streamTime(System.currentTimeMillis() - SPARE_MILLIS);
    underLoad.run(here, rate, ClockScenarios::sendAbsurdTime);
    here.awaitAll(LIMIT);
    TimeUnit.MILLISECONDS.sleep(here.settings().longestWindow().toMillis() + SPARE_MILLIS);
    checkSilence(here);
    here.traffic().streamTime(System.currentTimeMillis() - SPARE_MILLIS);
    long since = System.currentTimeMillis();
    return underLoad.run(
        here, rate, back -> back.boards().awaitFresh(since, back.offsets().ends(), LIMIT));
  }

  private static double sendAbsurdTime(Environment here) {
    byte[] line = new Simulator(here.traffic().nextStream(STREAM_RATE)).next().bytes();
    here.traffic().load().send(MtimeShift.shift(line, CENTURY.toMillis()));
    return 0;
  }

  private static void checkSilence(Environment here) {
    int wrong = here.judge().wrongRows(here.boards().published());
    if (wrong > 0) {
      here.problem(wrong + " wrong rows after the silence");
    }
    if (here.boards().published().status().path("clock").asLong()
        < System.currentTimeMillis() - SPARE_MILLIS) {
      here.problem("the clock stood still in the silence");
    }
  }
}
