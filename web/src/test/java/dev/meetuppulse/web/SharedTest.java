package dev.meetuppulse.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.journal.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedTest {
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger computed = new AtomicInteger();
  private final Shared<String, Integer> shared = new Shared<>(200, now::get);

  @Test
  void youngValueIsNotComputedAgain() {
    assertThat(ask("a")).isEqualTo(1);
    now.set(199);
    assertThat(ask("a")).isEqualTo(1);
    assertThat(ask("b")).isEqualTo(2);
    now.set(200);
    assertThat(ask("a")).isEqualTo(3);
  }

  @Test
  void computationIsGivenTheValueBefore() {
    shared.get("a", before -> before == null ? 10 : -1);
    now.set(500);

    assertThat(shared.get("a", before -> before + 1)).isEqualTo(11);
  }

  @Test
  void failureIsSharedAndForgottenInTime() {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  shared.get(
                      "a",
                      before -> {
                        computed.incrementAndGet();
                        throw new StoreException("down", null);
                      }))
          .isInstanceOf(StoreException.class);
    }
    assertThat(computed).hasValue(1);

    now.set(200);
    assertThat(ask("a")).isEqualTo(2);
  }

  @Test
  void whileOneComputesOthersGetTheValueBefore() throws Exception {
    ask("a");
    now.set(1000);
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Integer> slow =
        CompletableFuture.supplyAsync(
            () ->
                shared.get(
                    "a",
                    before -> {
                      computing.countDown();
                      await(go);
                      return 42;
                    }));
    assertThat(computing.await(60, TimeUnit.SECONDS)).isTrue();

    assertThat(ask("a")).isEqualTo(1);
    go.countDown();
    assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo(42);
    assertThat(ask("a")).isEqualTo(42);
    assertThat(computed).hasValue(1);
  }

  private Integer ask(String key) {
    return shared.get(key, before -> computed.incrementAndGet());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
