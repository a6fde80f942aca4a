package dev.meetuppulse.web.boards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.journal.StoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SharedCacheTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger computed = new AtomicInteger();
  private final SharedCache<String, Integer> cache =
      new SharedCache<>(
          key -> Duration.ofMillis(key.startsWith("slow") ? 5_000 : 200),
          100,
          value -> 10,
          nanos::get);

  @Test
  void value_isComputedAgain_onceItIsNoLongerFresh() {
    assertThat(ask("a")).isEqualTo(1);
    assertThat(ask("slow")).isEqualTo(2);
    pass(199);
    assertThat(ask("a")).isEqualTo(1);
    pass(1);
    assertThat(ask("a")).isEqualTo(3);
    assertThat(ask("slow")).isEqualTo(2);
    pass(4_800);
    assertThat(ask("slow")).isEqualTo(4);
  }

  @Test
  void weight_isBounded_howeverManyKeysAreAsked() {
    for (int i = 0; i < 1_000; i++) {
      ask("slow" + i);
    }
    assertThat(cache.weight()).isLessThanOrEqualTo(100);
  }

  @Test
  void failure_isNotKept() {
    assertThatThrownBy(
            () ->
                cache.get(
                    "a",
                    () -> {
                      throw new StoreException("down", null);
                    }))
        .isInstanceOf(StoreException.class);
    assertThat(ask("a")).isEqualTo(1);
  }

  @Test
  void thoseWhoAskWhileOneComputes_getItsValue_andOtherKeysDoNotWait() throws Exception {
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(
            () ->
                cache.get(
                    "a",
                    () -> {
                      computing.countDown();
                      await(go);
                      return 42;
                    }));
    await(computing);
    CompletableFuture<Integer> second = new CompletableFuture<>();
    Thread asking = new Thread(() -> second.complete(ask("a")));
    asking.start();
    Awaitility.await()
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> asking.getState() == Thread.State.WAITING);

    for (int i = 0; i < 5; i++) {
      ask("other" + i);
    }
    assertThat(second).isNotDone();
    go.countDown();

    assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(42);
    assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(42);
    assertThat(computed).hasValue(5);
  }

  private Integer ask(String key) {
    return cache.get(key, computed::incrementAndGet);
  }

  private void pass(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
