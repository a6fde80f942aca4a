package dev.meetuppulse.bench.flink;

/** The delta of one save of a partition's counter. A POJO to Flink. */
public final class PartitionEntry {
  public int partition;
  public long version;
  public byte[] entry = {};

  /** Records that the partition has received up to there. */
  public long received;

  static PartitionEntry of(int partition, long version, byte[] entry) {
    PartitionEntry made = new PartitionEntry();
    made.partition = partition;
    made.version = version;
    made.entry = entry;
    return made;
  }
}
