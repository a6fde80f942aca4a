package dev.meetuppulse.redis;

import dev.meetuppulse.core.journal.OwnerStore;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.util.List;
import java.util.Optional;

/** The owner of all keys of a prefix. A deployment that is refused is noted for readers. */
public final class RedisOwners extends RedisAccess implements OwnerStore {
  private static final Script CLAIM = new Script("owner-claim");

  /** Claims come more often than this, so a note is there as long as they are refused. */
  private static final String REFUSED_MILLIS = "60000";

  private final Settings settings;

  public RedisOwners(Settings settings) {
    super(settings, new Guard(settings));
    this.settings = settings;
  }

  @Override
  public void claim(String kafkaCluster) {
    Deployment ours = Deployment.of(settings, kafkaCluster);
    List<String> names = List.of(keys.owner(), keys.refused());
    Object other = guard.call(() -> CLAIM.run(redis, names, List.of(ours.json(), REFUSED_MILLIS)));
    if (other != null) {
      throw refusal(parse((String) other), ours);
    }
  }

  /** The owner; empty if the state is unclaimed. */
  public Optional<Deployment> owner() {
    return Optional.ofNullable(guard.call(() -> redis.get(keys.owner()))).map(this::parse);
  }

  private Deployment parse(String owner) {
    return guard.parse(keys.owner(), () -> Deployment.parse(owner));
  }

  /**
   * Checks, without claiming it, that the state is this deployment's or unclaimed.
   *
   * @param kafkaCluster the id of the Kafka cluster that has the topic; empty if not known
   * @throws StoreRefusedException if it is another's, in one line with the setting to change
   */
  public void requireNoOther(String kafkaCluster) {
    Deployment ours = Deployment.of(settings, kafkaCluster);
    owner()
        .filter(owner -> !owner.isSameAs(ours))
        .ifPresent(
            owner -> {
              throw refusal(owner, ours);
            });
  }

  private StoreRefusedException refusal(Deployment owner, Deployment ours) {
    return new StoreRefusedException(
        ("redis.prefix '%s' at %s belongs to %s; set another redis.prefix for %s,"
                + " or delete the key %s if the former is gone for good")
            .formatted(
                settings.text(Setting.REDIS_PREFIX),
                settings.text(Setting.REDIS_URL),
                owner.describe(),
                ours.describe(),
                keys.owner()),
        null);
  }
}
