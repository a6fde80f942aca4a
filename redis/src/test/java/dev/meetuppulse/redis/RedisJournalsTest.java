package dev.meetuppulse.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.JournalStore.Journal;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.UnifiedJedis;

/** Against a real server. */
class RedisJournalsTest {
  private static final byte[] BASE = {0, (byte) 0xff, 1, '\n'};
  private static final byte[] ENTRY = {2, 3, (byte) 0x80};
  private static final Position POSITION = new Position("log", 7);

  @AutoClose private static final RedisFixture server = RedisFixture.create();
  private static final Settings settings =
      server.settings().with(Map.of(Setting.REDIS_PREFIX, "a*[b]"));

  @AutoClose private final JournalStore journals = new RedisStores(settings).journals();
  @AutoClose private final UnifiedJedis redis = RedisConnections.open(settings, 1);

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void claim_nothingSaved_isEmptyAtTheVersionOfItsTerm() {
    Journal journal = journals.acquire(3);
    assertThat(journal.entries()).isEmpty();
    assertThat(journal.version()).isEqualTo(journal.token());
    assertThat(journals.position(3)).isEmpty();
    assertThat(journals.partitions()).containsExactly(3);
  }

  @Test
  void append_thenRead_givesTheSameBytes() {
    Journal acquired = journals.acquire(0);
    long version = acquired.version();
    assertThat(append(acquired, 1, BASE)).isTrue();
    assertThat(journals.append(0, acquired.token(), version + 2, new Position("log", 9), ENTRY))
        .isTrue();
    Journal read = journals.read(0);
    assertThat(read.version()).isEqualTo(version + 2);
    assertThat(read.entries()).containsExactly(BASE, ENTRY);
    assertThat(journals.position(0)).contains(new Position("log", 9));
    long epoch = acquired.token();
    assertThat(journals.readSince(0, version + 1, epoch).orElseThrow().entries())
        .containsExactly(ENTRY);
    assertThat(journals.readSince(0, version + 2, epoch).orElseThrow().entries()).isEmpty();
    assertThat(journals.readSince(0, version + 2, epoch - 1)).isEmpty();
    assertThat(journals.readSince(0, version + 2, 0)).isPresent();
  }

  @Test
  void append_twice_isWrittenOnce() {
    Journal acquired = journals.acquire(0);
    assertThat(append(acquired, 1, BASE)).isTrue();
    assertThat(append(acquired, 1, BASE)).isTrue();
    assertThat(journals.read(0).entries()).hasSize(1);
  }

  @Test
  void append_afterAnotherClaim_isRefused() {
    Journal old = journals.acquire(0);
    Journal acquired = journals.acquire(0);
    assertThat(acquired.token()).isGreaterThan(old.token());
    assertThat(append(old, 1, BASE)).isFalse();
    assertThat(journals.replace(0, old.token(), old.version() + 1, POSITION, BASE)).isFalse();
    assertThat(journals.read(0).entries()).isEmpty();
  }

  @Test
  void append_outOfOrder_isRefused() {
    Journal acquired = journals.acquire(0);
    assertThat(append(acquired, 2, BASE)).isFalse();
  }

  @Test
  void replace_inAStoreThatLostItsData_writesItAgain() {
    Journal acquired = journals.acquire(0);
    redis.flushAll();
    long version = acquired.version() + 5;
    assertThat(journals.append(0, acquired.token(), version, POSITION, BASE)).isFalse();
    assertThat(journals.replace(0, acquired.token(), version, POSITION, BASE)).isTrue();
    assertThat(journals.position(0)).contains(POSITION);
    assertThat(journals.readSince(0, acquired.version(), acquired.token())).isEmpty();
    assertThat(journals.acquire(0).token()).isGreaterThan(acquired.token());
  }

  @Test
  void append_whereTheEntriesAreLost_isRefused_soThatTheJournalIsReplaced() {
    Journal acquired = journals.acquire(0);
    append(acquired, 1, BASE);
    redis.del("a*[b]:journal:0:entries");
    assertThat(journals.position(0)).isEmpty();
    assertThat(append(acquired, 1, BASE)).isFalse();
    assertThat(append(acquired, 2, ENTRY)).isFalse();
    assertThat(journals.replace(0, acquired.token(), acquired.version() + 3, POSITION, BASE))
        .isTrue();
    assertThat(journals.position(0)).contains(POSITION);
  }

  @Test
  void acquire_whereOnlyTheEntriesAreLeft_setsThemAside() {
    Journal first = journals.acquire(0);
    append(first, 1, BASE);
    redis.del("a*[b]:journal:0");
    assertThat(journals.position(0)).isEmpty();
    Journal acquired = journals.acquire(0);
    assertThat(acquired.entries()).isEmpty();
    assertThat(acquired.version()).isEqualTo(acquired.token());
    assertThat(redis.llen("a*[b]:journal:0:aside:" + acquired.token())).isEqualTo(1);
    assertThat(append(acquired, 1, BASE)).isTrue();
  }

  @Test
  void whatAnotherProgramWrote_isNamed_withTheSettingToChange() {
    redis.sadd("a*[b]:journals", "x");
    assertThatThrownBy(journals::partitions)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("a*[b]:journals")
        .hasMessageContaining("redis.prefix");
    Journal acquired = journals.acquire(0);
    append(acquired, 1, BASE);
    redis.hset("a*[b]:journal:0", "next", "x");
    redis.hset("a*[b]:journal:0", "version", "x");
    assertThatThrownBy(() -> journals.position(0))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("a*[b]:journal:0");
    assertThatThrownBy(() -> journals.read(0)).isInstanceOf(StoreException.class);
    redis.set("a*[b]:owner", "no JSON");
    assertThatThrownBy(journals::partitions)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("a*[b]:owner")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void setAside_keepsTheBytesButNotTheirPlace() {
    Journal acquired = journals.acquire(0);
    append(acquired, 1, BASE);
    Journal empty = journals.setAside(0, acquired.token());
    assertThat(empty.version()).isEqualTo(acquired.token());
    assertThat(journals.position(0)).isEmpty();
    assertThat(journals.read(0).entries()).isEmpty();
    assertThat(redis.llen("a*[b]:journal:0:aside:" + acquired.token())).isEqualTo(1);
    assertThat(
            journals.append(
                0, acquired.token(), empty.version() + 1, new Position("log", 1), ENTRY))
        .isTrue();
  }

  @Test
  void setAside_againAndAgain_keepsTheLastOnes() {
    List<Long> tokens = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Journal acquired = journals.acquire(0);
      append(acquired, 1, BASE);
      journals.setAside(0, acquired.token());
      tokens.add(acquired.token());
    }
    assertThat(tokens.stream().filter(token -> redis.exists("a*[b]:journal:0:aside:" + token)))
        .containsExactlyElementsOf(tokens.subList(2, 6));
    assertThat(redis.ttl("a*[b]:journal:0:aside")).isPositive();
  }

  @Test
  void partitions_inAStoreThatLostItsData_areThoseThatHealed() {
    Journal acquired = journals.acquire(4);
    journals.acquire(5);
    redis.flushAll();
    journals.replace(4, acquired.token(), acquired.version() + 2, POSITION, BASE);
    assertThat(journals.partitions()).containsExactly(4);
  }

  @Test
  void partitions_ofAnotherPrefix_areNotOurs() {
    redis.hset("axb:journal:9", "term", "1");
    redis.hset("a*[b]:journal:x", "term", "1");
    journals.acquire(12);
    assertThat(journals.partitions()).containsExactly(12);
  }

  @Test
  void anyCall_whenRedisIsAway_namesTheServer() {
    JournalStore away =
        new RedisStores(settings.with(Map.of(Setting.REDIS_URL, "redis://127.0.0.1:1"))).journals();
    assertThatThrownBy(() -> away.position(0))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("redis://127.0.0.1:1");
    away.close();
  }

  /** Appends the n-th entry since a partition was acquired. */
  private boolean append(Journal acquired, int n, byte[] entry) {
    return journals.append(0, acquired.token(), acquired.version() + n, POSITION, entry);
  }
}
