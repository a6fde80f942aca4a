package dev.meetuppulse.spouts;

import dev.meetuppulse.core.journal.OwnerStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.admin.Admin;

/**
 * Claims the saved state for this deployment, before it is read or added to.
 *
 * @param executor calls the store, which may block
 */
record StateClaim(Admin admin, OwnerStore owners, Executor executor) {

  /**
   * Claims it. Fails with a {@link dev.meetuppulse.core.journal.StoreRefusedException} if it is
   * another deployment's, with a {@link dev.meetuppulse.core.journal.StoreException} when the store
   * does not answer, or with Kafka's own exception.
   */
  CompletableFuture<Void> claim() {
    return admin
        .describeCluster()
        .clusterId()
        .toCompletionStage()
        .thenAcceptAsync(owners::claim, executor)
        .toCompletableFuture();
  }
}
