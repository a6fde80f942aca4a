package dev.meetuppulse.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.exceptions.JedisDataException;

class RefusalTest {

  @ParameterizedTest
  @CsvSource({
    "WRONGTYPE Operation against a key holding the wrong kind of value,another redis.prefix",
    "DENIED Redis is running in protected mode because protected mode is enabled,protected mode",
    "ERR max number of clients reached,maxclients",
    "ASK 866 10.0.0.2:6379,redis.url",
    "TRYAGAIN Multiple keys request during rehashing of slot,moved",
  })
  void eachAnswer_hasItsRemedy(String words, String remedy) {
    assertThat(Refusal.of(new JedisDataException(words)).remedy()).contains(remedy);
  }
}
