package dev.meetuppulse.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.threads.DaemonThreads;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ClientKillParams;

/** Refusals of a real server are reported in its own words, with the setting to change. */
class RedisProbeTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void requireWritable_serverThatTakesWrites_passesAndWritesNothing() {
    try (RedisFixture server = RedisFixture.create();
        UnifiedJedis redis = RedisConnections.open(server.settings(), 1)) {
      requireWritable(server.settings());

      assertThat(redis.keys("*")).isEmpty();
    }
  }

  @Test
  void facts_areThoseOfTheServer() {
    try (RedisFixture server =
            RedisFixture.create("maxmemory 50mb", "maxmemory-policy allkeys-lru", "appendonly no");
        RedisProbe probe = new RedisProbe(server.settings())) {
      RedisFacts facts = probe.facts().orElseThrow();

      assertThat(facts.maxMemory()).isEqualTo(50 << 20);
      assertThat(facts.usedMemory()).isPositive();
      assertThat(facts.evictionPolicy()).isEqualTo("allkeys-lru");
      assertThat(facts.appendsToDisk()).isFalse();
      assertThat(facts.diskFails()).isFalse();
      assertThat(Math.abs(facts.clockAhead())).isLessThan(60_000);
    }
  }

  @Test
  void facts_clockOfAnHourAgo_isBehind() {
    String info = "aof_enabled:1\r\nrdb_last_bgsave_status:err\r\nserver_time_usec:5000000\r\n";
    RedisFacts facts = RedisFacts.of(info, 3_605_000);

    assertThat(facts.clockAhead()).isEqualTo(-3_600_000);
    assertThat(facts.appendsToDisk()).isTrue();
    assertThat(facts.diskFails()).isTrue();
  }

  @Test
  void requireWritable_outOfMemory_reportsIt() {
    try (RedisFixture server = RedisFixture.create("maxmemory 1mb", "maxmemory-policy noeviction");
        UnifiedJedis redis = RedisConnections.open(server.settings(), 1)) {
      redis.configSet("maxmemory", "1");

      assertRefused(server.settings(), "OOM command not allowed", "raise Redis's maxmemory");
      assertScriptRefused(server.settings(), "OOM command not allowed", "raise Redis's maxmemory");
      try (BoardReader boards = new BoardReader(server.settings())) {
        assertThat(boards.writeRefusal()).hasValueSatisfying(it -> assertThat(it).contains("OOM"));
        redis.configSet("maxmemory", "0");
        assertThat(boards.writeRefusal()).isEmpty();
      }
    }
  }

  @Test
  void requireWritable_replica_reportsItAndIsReadable() {
    try (RedisFixture server = RedisFixture.create("replicaof 127.0.0.1 1")) {
      assertRefused(server.settings(), "READONLY You can't write", "set redis.url to the primary");
      assertScriptRefused(
          server.settings(), "READONLY You can't write", "set redis.url to the primary");
      requireReadable(server.settings());
    }
  }

  @Test
  void requireWritable_snapshotsThatFail_reportsIt() throws Exception {
    try (RedisFixture server = RedisFixture.create("dir " + folder, "save 3600 1");
        Jedis redis = server.client()) {
      Files.createDirectory(folder.resolve("dump.rdb"));
      redis.set("a", "b");
      redis.bgsave();
      Awaitility.await()
          .atMost(SOON)
          .until(() -> redis.info("persistence").contains("rdb_last_bgsave_status:err"));

      assertRefused(server.settings(), "MISCONF", "free its disk");
      assertScriptRefused(server.settings(), "MISCONF", "free its disk");
      requireReadable(server.settings());
    }
  }

  @Test
  void requireWritable_passwordMissingOrWrong_namesTheSettings() throws Exception {
    try (RedisFixture server = RedisFixture.create("requirepass right")) {
      assertRefused(server.settings(), "NOAUTH Authentication required.", "redis.password-file");
      assertRefused(
          withPassword(server.settings(), "wrong"), "WRONGPASS", "file that redis.password-file");
      requireWritable(withPassword(server.settings(), "right"));
    }
  }

  @Test
  void requireWritable_passwordWhereNoneIsSet_suggestsToUnsetIt() throws Exception {
    try (RedisFixture server = RedisFixture.create()) {
      assertRefused(
          withPassword(server.settings(), "any"), "without any password", "redis.password-file");
    }
  }

  @Test
  void requireWritable_userWhoMayNot_namesWhatToAllow() throws Exception {
    try (RedisFixture server =
        RedisFixture.create("user reader on >any ~* &* +@read +@connection")) {
      Settings reader =
          withPassword(server.settings(), "any").with(Map.of(Setting.REDIS_USER, "reader"));

      assertRefused(reader, "NOPERM", "redis.user");
      try (BoardReader boards = new BoardReader(reader)) {
        assertThat(boards.writeRefusal()).isEmpty();
      }
    }
  }

  @Test
  void requireWritable_databaseThatIsNotThere_namesTheUrl() {
    try (RedisFixture server = RedisFixture.create()) {
      Settings wrong = at(server, "redis://127.0.0.1:" + server.port() + "/99");

      assertRefused(wrong, "ERR DB index is out of range", "another database in redis.url");
    }
  }

  @Test
  void requireWritable_clusterMode_wantsAHashTag() throws Exception {
    try (RedisFixture server = cluster();
        Jedis redis = server.client()) {
      Settings settings = server.settings().with(Map.of(Setting.REDIS_PREFIX, "pulse"));
      assertThatThrownBy(() -> requireWritable(settings))
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageContaining("several slots; it is in cluster mode")
          .hasMessageContaining("{pulse}");

      Settings tagged = settings.with(Map.of(Setting.REDIS_PREFIX, "{pulse}"));
      assertRefused(tagged, "CLUSTERDOWN", "repair its cluster");
      redis.clusterAddSlots(IntStream.range(0, 16_384).toArray());
      Awaitility.await()
          .atMost(SOON)
          .ignoreException(StoreRefusedException.class)
          .untilAsserted(() -> requireWritable(tagged));
      try (JournalStore journals = new RedisStores(tagged).journals()) {
        assertThat(journals.acquire(0).entries()).isEmpty();
      }
      try (JournalStore journals = new RedisStores(server.settings()).journals()) {
        assertThatThrownBy(() -> journals.acquire(0))
            .isInstanceOf(StoreRefusedException.class)
            .hasMessageContaining("CROSSSLOT")
            .hasMessageContaining("redis.prefix");
      }
    }
  }

  private RedisFixture cluster() {
    return RedisFixture.create("dir " + folder, "cluster-enabled yes");
  }

  @Test
  void passingTrouble_isThatOfAServerThatIsAway_andNotOfWrongSettings() throws Exception {
    Settings nowhere =
        Settings.of(Map.of(Setting.REDIS_URL, "redis://127.0.0.1:" + RedisFixture.freePort()));
    assertThat(passingTrouble(nowhere))
        .hasValueSatisfying(it -> assertThat(it).contains("does not answer"));
    try (RedisFixture server = RedisFixture.create()) {
      assertThat(passingTrouble(server.settings())).isEmpty();
      for (Settings wrong :
          List.of(
              withPassword(server.settings(), "any"),
              server.settings().with(Map.of(Setting.REDIS_PASSWORD_FILE, "/no/such/file")),
              at(server, "redis://127.0.0.1:" + server.port() + "/99"))) {
        assertThatThrownBy(() -> passingTrouble(wrong)).isInstanceOf(StoreException.class);
      }
    }
  }

  @Test
  void passingTrouble_isThatOfAServerThatIsBusy() throws Exception {
    try (RedisFixture server = RedisFixture.create("lua-time-limit 1")) {
      Thread script =
          DaemonThreads.named("script")
              .newThread(
                  () -> {
                    try (Jedis redis = server.client()) {
                      redis.eval("while true do end");
                    } catch (JedisException e) {
                      // Killed, or not waited for.
                    }
                  });
      script.start();
      Awaitility.await()
          .atMost(SOON)
          .failFast("the script has ended", () -> !script.isAlive())
          .until(
              () ->
                  passingTrouble(server.settings()).filter(it -> it.contains("BUSY")).isPresent());
      try (Jedis redis = server.client()) {
        redis.scriptKill();
      }
      script.join();
    }
  }

  private static Optional<String> passingTrouble(Settings settings) {
    try (RedisProbe probe = new RedisProbe(settings)) {
      return probe.passingTrouble();
    }
  }

  @Test
  void requireReadable_passwordFileThatIsNotThere_namesIt() {
    try (RedisFixture server = RedisFixture.create();
        RedisProbe probe =
            new RedisProbe(
                server.settings().with(Map.of(Setting.REDIS_PASSWORD_FILE, "/no/such/file")))) {
      assertThatThrownBy(probe::requireReadable)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("can't read redis.password-file /no/such/file");
    }
  }

  @Test
  void requireWritable_overIpv6_answers() throws Exception {
    assumeTrue(
        NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null,
        "this machine has no IPv6");
    try (RedisFixture server = RedisFixture.create()) {
      requireWritable(at(server, "redis://[::1]:" + server.port()));
    }
  }

  @Test
  void password_replacedWhileRunning_isReadForTheNextConnection() throws Exception {
    try (RedisFixture server = RedisFixture.create("requirepass before")) {
      Settings settings = withPassword(server.settings(), "before");
      try (UnifiedJedis client = RedisConnections.open(settings, 1);
          Jedis admin = server.client()) {
        admin.auth("before");
        client.ping();
        Files.writeString(Path.of(settings.text(Setting.REDIS_PASSWORD_FILE)), "after\n");
        admin.configSet("requirepass", "after");
        admin.clientKill(new ClientKillParams().skipMe(ClientKillParams.SkipMe.YES));

        Awaitility.await()
            .atMost(SOON)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(client.ping()).isEqualTo("PONG"));
      }
    }
  }

  private Settings withPassword(Settings settings, String password) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "password", ""), password);
    return settings.with(Map.of(Setting.REDIS_PASSWORD_FILE, file.toString()));
  }

  private static Settings at(RedisFixture server, String url) {
    return server.settings().with(Map.of(Setting.REDIS_URL, url));
  }

  private static void requireWritable(Settings settings) {
    try (RedisProbe probe = new RedisProbe(settings)) {
      probe.requireWritable();
    }
  }

  private static void requireReadable(Settings settings) {
    try (RedisProbe probe = new RedisProbe(settings)) {
      probe.requireReadable();
    }
  }

  /** Redis up to 6.2 puts the place in the script before its words. */
  private static void assertScriptRefused(Settings settings, String words, String remedy) {
    try (JournalStore journals = new RedisStores(settings).journals()) {
      assertThatThrownBy(() -> journals.acquire(0))
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageStartingWith(
              "Redis at " + settings.text(Setting.REDIS_URL) + " refuses: " + words)
          .hasMessageContaining(remedy);
    }
  }

  private static void assertRefused(Settings settings, String words, String remedy) {
    assertThatThrownBy(() -> requireWritable(settings))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageStartingWith("Redis at " + settings.text(Setting.REDIS_URL) + " refuses: ")
        .hasMessageContaining(words)
        .hasMessageContaining(remedy)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }
}
