package dev.meetuppulse.web.health;

import dev.meetuppulse.core.threads.DaemonThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Examines the system for all who ask at the same time; no one waits longer than a limit, however
 * long Redis takes. Thread safe.
 */
final class HealthProbe implements AutoCloseable {
  private final Supplier<List<Finding>> examination;
  private final Duration patience;
  private final List<Finding> unanswered;
  private final ExecutorService examiner =
      Executors.newSingleThreadExecutor(DaemonThreads.named("health"));
  private CompletableFuture<List<Finding>> running = CompletableFuture.completedFuture(List.of());

  /**
   * @param examination may take long, or fail
   * @param patience how long one who asks waits for it
   * @param unanswered the findings while it takes longer
   */
  HealthProbe(Supplier<List<Finding>> examination, Duration patience, List<Finding> unanswered) {
    this.examination = examination;
    this.patience = patience;
    this.unanswered = List.copyOf(unanswered);
  }

  /** The findings of now. */
  List<Finding> findings() throws InterruptedException, ExecutionException {
    try {
      return examine().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return unanswered;
    }
  }

  /** The examination that runs, or one that begins now. */
  private synchronized CompletableFuture<List<Finding>> examine() {
    if (running.isDone()) {
      running = CompletableFuture.supplyAsync(examination, examiner);
    }
    return running;
  }

  @Override
  public void close() {
    examiner.shutdownNow();
  }
}
