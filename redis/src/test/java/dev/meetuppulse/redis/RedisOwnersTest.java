package dev.meetuppulse.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.board.BoardStore;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Against a real server. */
class RedisOwnersTest {
  @AutoClose private static final RedisFixture server = RedisFixture.create();
  private static final Settings settings =
      server.settings().with(Map.of(Setting.REDIS_PREFIX, "pulse"));

  @BeforeEach
  void empty() {
    try (Jedis redis = server.client()) {
      redis.flushAll();
    }
  }

  @Test
  void claim_again_isTheSameOwner() {
    claim(settings("a", "rsvps"), "one");
    claim(settings("a", "rsvps"), "one");

    try (RedisOwners owners = new RedisOwners(settings("b", "rsvps"))) {
      assertThat(owners.owner()).contains(new Deployment("a", "rsvps", "one"));
    }
  }

  @Test
  void claim_otherTopicNameOrCluster_isRefusedAndNoted() {
    claim(settings("a", "rsvps"), "one");

    assertRefused(settings("a", "others"), "one", "topic others of Kafka cluster one");
    assertRefused(settings("b", "rsvps"), "one", "b (topic rsvps");
    assertRefused(settings("a", "rsvps"), "two", "topic rsvps of Kafka cluster two");
    try (Jedis redis = server.client();
        BoardReader boards = new BoardReader(settings)) {
      assertThat(boards.refused()).contains(new Deployment("a", "rsvps", "two"));
      assertThat(redis.ttl("pulse:refused")).isBetween(1L, 60L);
    }
  }

  @Test
  void claim_otherPrefix_isAnotherState() {
    claim(settings("a", "rsvps"), "one");
    claim(settings("b", "others").with(Map.of(Setting.REDIS_PREFIX, "other")), "one");
  }

  @Test
  void claim_afterTheStoreLostItsData_belongsToTheFirstThatComes() {
    claim(settings("a", "rsvps"), "one");
    empty();

    claim(settings("b", "others"), "one");
    assertRefused(settings("a", "rsvps"), "one", "redis.prefix");
  }

  @Test
  void requireNoOther_clusterNotKnown_comparesTheRest() {
    try (RedisOwners owners = new RedisOwners(settings("a", "rsvps"))) {
      owners.requireNoOther("");
      claim(settings("a", "rsvps"), "one");
      owners.requireNoOther("");
      owners.requireNoOther("one");
      assertThatThrownBy(() -> owners.requireNoOther("two"))
          .isInstanceOf(StoreRefusedException.class);
    }
    try (RedisOwners owners = new RedisOwners(settings("a", "others"))) {
      assertThatThrownBy(() -> owners.requireNoOther(""))
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageContaining("redis.prefix 'pulse'")
          .hasMessageContaining("a (topic rsvps of Kafka cluster one)")
          .hasMessageContaining("pulse:owner");
    }
  }

  @Test
  void stores_ofAnotherDeployment_neitherReadNorWrite() {
    claim(settings("a", "rsvps"), "one");
    RedisStores others = new RedisStores(settings("a", "others"));

    try (JournalStore journals = others.journals();
        BoardStore boards = others.boards()) {
      assertThatThrownBy(() -> journals.acquire(0)).isInstanceOf(StoreRefusedException.class);
      assertThatThrownBy(journals::partitions).isInstanceOf(StoreRefusedException.class);
      assertThatThrownBy(() -> boards.publish(List.of())).isInstanceOf(StoreRefusedException.class);
    }
    try (JournalStore journals = new RedisStores(settings("a", "rsvps")).journals()) {
      assertThat(journals.partitions()).isEmpty();
      assertThat(journals.acquire(0).entries()).isEmpty();
    }
  }

  private static Settings settings(String name, String topic) {
    return settings.with(Map.of(Setting.TOPOLOGY_NAME, name, Setting.KAFKA_TOPIC, topic));
  }

  private static void claim(Settings settings, String cluster) {
    try (RedisOwners owners = new RedisOwners(settings)) {
      owners.claim(cluster);
    }
  }

  private static void assertRefused(Settings settings, String cluster, String words) {
    assertThatThrownBy(() -> claim(settings, cluster))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining("set another redis.prefix")
        .hasMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
