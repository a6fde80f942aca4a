package dev.meetuppulse.spouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StormErrorsTest {
  private final Exception error = new IllegalStateException("Redis is away");

  @Test
  void report_whatStormTakes_isShown() {
    List<Throwable> shown = new ArrayList<>();
    StormErrors.report(shown::add, error);

    assertThat(shown).containsExactly(error);
  }

  @Test
  void report_zooKeeperAwayToo_isNoEndOfTheTask() {
    assertThatCode(
            () ->
                StormErrors.report(
                    shown -> {
                      throw new IllegalStateException("Expected state [STARTED] was [STOPPED]");
                    },
                    error))
        .doesNotThrowAnyException();
  }
}
