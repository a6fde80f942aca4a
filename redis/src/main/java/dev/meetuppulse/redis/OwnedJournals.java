package dev.meetuppulse.redis;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.Position;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Journals that refuse every deployment but their owner, with a {@link
 * dev.meetuppulse.core.journal.StoreRefusedException}; without an owner they refuse none.
 */
record OwnedJournals(JournalStore journals, RedisOwners owners) implements JournalStore {

  private JournalStore ours() {
    owners.requireNoOther("");
    return journals;
  }

  @Override
  public SortedSet<Integer> partitions() {
    return ours().partitions();
  }

  @Override
  public Optional<Position> position(int partition) {
    return ours().position(partition);
  }

  @Override
  public Journal read(int partition) {
    return ours().read(partition);
  }

  @Override
  public Optional<Journal> readSince(int partition, long version) {
    return ours().readSince(partition, version);
  }

  @Override
  public Journal acquire(int partition) {
    return ours().acquire(partition);
  }

  @Override
  public boolean append(int partition, long token, long version, Position position, byte[] entry) {
    return ours().append(partition, token, version, position, entry);
  }

  @Override
  public boolean replace(
      int partition, long token, long version, Position position, byte[] snapshot) {
    return ours().replace(partition, token, version, position, snapshot);
  }

  @Override
  public Journal setAside(int partition, long token) {
    return ours().setAside(partition, token);
  }

  @Override
  public void close() {
    journals.close();
    owners.close();
  }
}
