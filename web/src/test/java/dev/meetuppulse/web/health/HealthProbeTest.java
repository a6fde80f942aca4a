package dev.meetuppulse.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  private static final List<Finding> WELL = List.of(Finding.ok("redis", "answers"));
  private static final List<Finding> UNANSWERED = List.of(Finding.bad("redis", "hangs", "see"));

  @Test
  void examinationThatHangs_blocksNoRequest_andIsNotStartedTwice() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    try (HealthProbe probe =
        new HealthProbe(
            () -> {
              begun.incrementAndGet();
              await(hangs);
              return WELL;
            },
            Duration.ofMillis(10),
            UNANSWERED)) {
      assertThat(probe.findings()).isEqualTo(UNANSWERED);
      assertThat(probe.findings()).isEqualTo(UNANSWERED);
      assertThat(begun).hasValue(1);
      hangs.countDown();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(probe.findings()).isEqualTo(WELL));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
