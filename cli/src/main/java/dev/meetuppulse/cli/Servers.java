package dev.meetuppulse.cli;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaClients;
import dev.meetuppulse.kafka.KafkaTrouble;
import dev.meetuppulse.redis.RedisProbe;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks servers whether they are there, so that a command can say so at its start. */
final class Servers {
  private static final int ANSWER_MILLIS = 5_000;

  private Servers() {}

  /**
   * @throws Failure if Redis does not answer, or gives no boards to us: its own words
   */
  static void requireRedis(Settings settings) {
    try (RedisProbe probe = new RedisProbe(settings)) {
      probe.requireReadable();
    } catch (StoreException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  /**
   * @throws Failure if Kafka does not answer
   */
  static void requireKafka(Settings settings) {
    try (Admin admin = KafkaClients.openAdmin(settings)) {
      admin.describeCluster().nodes().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      throw new Failure(KafkaTrouble.of(settings.text(Setting.KAFKA_BOOTSTRAP), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }
}
