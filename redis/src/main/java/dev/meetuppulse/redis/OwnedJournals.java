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
  public Journal claim(int partition) {
    return ours().claim(partition);
  }

  @Override
  public boolean append(int partition, long term, long version, Position position, byte[] entry) {
    return ours().append(partition, term, version, position, entry);
  }

  @Override
  public boolean replace(int partition, long term, long version, Position position, byte[] base) {
    return ours().replace(partition, term, version, position, base);
  }

  @Override
  public Journal setAside(int partition, long term) {
    return ours().setAside(partition, term);
  }

  @Override
  public void close() {
    journals.close();
    owners.close();
  }
}
