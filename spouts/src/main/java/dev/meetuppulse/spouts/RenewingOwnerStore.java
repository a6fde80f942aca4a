package dev.meetuppulse.spouts;

import dev.meetuppulse.core.journal.OwnerStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An owner store that repeats its last claim each time it runs: a store that lost its data would
 * belong to the next deployment that claims it.
 */
final class RenewingOwnerStore implements OwnerStore, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(RenewingOwnerStore.class);

  private final OwnerStore owners;
  private volatile String cluster;

  RenewingOwnerStore(OwnerStore owners) {
    this.owners = owners;
  }

  @Override
  public void claim(String kafkaCluster) {
    // Should it be refused, the one before must not be renewed, or the remedy would not last.
    cluster = null;
    owners.claim(kafkaCluster);
    cluster = kafkaCluster;
  }

  @Override
  public void run() {
    String claimed = cluster;
    if (claimed == null) {
      return;
    }
    try {
      owners.claim(claimed);
    } catch (RuntimeException e) {
      // Those that save and report meet the same, and say so.
      LOG.debug("can't claim the saved state again", e);
    }
  }

  @Override
  public void close() {
    owners.close();
  }
}
