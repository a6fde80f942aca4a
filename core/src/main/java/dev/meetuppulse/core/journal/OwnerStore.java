package dev.meetuppulse.core.journal;

/**
 * The deployment that saved state belongs to: the first to claim it. Keeps a second deployment, or
 * a count of another topic, from counting into the same boards and journals.
 */
public interface OwnerStore extends AutoCloseable {

  /**
   * Claims the state for this deployment and its topic; claiming it again is harmless. A topic that
   * was deleted and created again is the same topic.
   *
   * @param kafkaCluster the id of the Kafka cluster that has the topic
   * @throws StoreRefusedException if the state is another's, in one line with the setting to change
   * @throws StoreException when the store does not answer
   */
  void claim(String kafkaCluster);

  @Override
  void close();
}
