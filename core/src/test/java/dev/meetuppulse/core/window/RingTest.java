package dev.meetuppulse.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RingTest {

  /** The time goes on by the second, and each round another second has many cells. */
  @Test
  void slotsThatStayEmpty_keepNoMemory() {
    Ring ring = Ring.forWindows(Window.parseList("5m:1s")).get(0);
    int length = (int) (ring.reachMillis() / ring.width()) - 1;
    Cell cell = new Cell();
    long bucket = 0;
    for (int round = 0; round < 6; round++) {
      for (int second = 0; second < length; second++) {
        ring.advance(bucket++, evicted -> {});
        for (int group = 1; second == 3 * round && group < 1_000; group++) {
          cell.of(group, Dictionary.NONE).counts().set(1, 1, 0, 1);
          assertThat(ring.add(bucket - 1, cell)).isTrue();
        }
      }
    }
    for (int second = 0; second < 2 * length; second++) {
      ring.advance(bucket++, evicted -> {});
    }
    assertThat(ring.weight()).isZero();
    assertThat(ring.tables()).isZero();
  }

  @Test
  void cellsOfARingOfMinutes_weighLessOnceTheirMinuteIsOver() {
    Ring ring = Ring.forWindows(List.of(new Window("1h", 60_000, 60))).get(0);
    ring.advance(0, evicted -> {});
    Cell cell = new Cell();
    for (int group = 1; group <= 100; group++) {
      ring.add(0, count(cell.of(group, 5), 1));
    }
    assertThat(ring.weight()).isEqualTo(600);
    ring.advance(1, evicted -> {});
    assertThat(ring.weight()).isEqualTo(100);
    ring.add(0, count(cell.of(7, 5), -1));
    assertThat(ring.weight()).isEqualTo(100);
    ring.add(0, count(cell.of(7, 6), 1));
    assertThat(ring.weight()).isEqualTo(103);
  }

  private static Cell count(Cell cell, int rsvps) {
    cell.counts().set(rsvps, rsvps, 0, rsvps);
    return cell;
  }
}
