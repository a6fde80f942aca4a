package dev.meetuppulse.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.meetuppulse.cluster.embedded.EmbeddedRedis;
import dev.meetuppulse.cluster.embedded.Ports;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.ServerAddress;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.kafka.KafkaAccessException;
import dev.meetuppulse.kafka.KafkaClients;
import dev.meetuppulse.kafka.KafkaTrouble;
import dev.meetuppulse.kafka.TopicFitness;
import dev.meetuppulse.redis.RedisOwners;
import dev.meetuppulse.redis.RedisProbe;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Checks the machine and the servers. Never waits long: a server has seconds to answer.
 *
 * @param settings where the servers should be
 * @param wanted those of {@link Setting#KAFKA_BOOTSTRAP} and {@link Setting#REDIS_URL} that were
 *     set explicitly; it is a problem if these servers don't answer
 * @param nimbuses where Nimbus should be; it is a problem if none answers. Empty for this machine,
 *     where there may be none
 * @param scratch a directory that may be written to
 */
public record Doctor(
    Settings settings, Set<Setting> wanted, List<ServerAddress> nimbuses, Path scratch) {
  private static final int JAVA_VERSION = 17;
  private static final int CORES = 2;
  private static final long MEMORY_MB = 2_500;
  private static final int ANSWER_MILLIS = 3_000;

  private static final String CHOSEN_BY_ITSELF = "the demo will choose another one by itself";

  /** All checks, in the order of a start. */
  public List<Check> examine() {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    checks.add(cores());
    checks.add(memory());
    checks.add(embeddedRedis());
    checks.add(port("port of Kafka", 9092, CHOSEN_BY_ITSELF));
    checks.add(port("port of Redis", 6379, CHOSEN_BY_ITSELF));
    checks.add(pagePort());
    Check kafka = kafka();
    checks.add(kafka);
    if (kafka.state() == Check.Result.OK) {
      checks.addAll(topics());
    }
    checks.addAll(redis());
    checks.addAll(new StormChecks(settings, nimbuses).examine());
    checks.addAll(CountingChecks.of(settings));
    return List.copyOf(checks);
  }

  private static Check java() {
    int version = Runtime.version().feature();
    String found = "Java " + Runtime.version() + " (" + System.getProperty("java.home") + ")";
    return version >= JAVA_VERSION
        ? Check.ok("Java", found)
        : Check.bad("Java", found, "install a JDK 17 or newer and point JAVA_HOME at it");
  }

  private static Check cores() {
    int cores = Runtime.getRuntime().availableProcessors();
    return cores >= CORES
        ? Check.ok("processor", cores + " cores")
        : Check.note("processor", cores + " core", "the demo starts slowly with less than two");
  }

  private static Check memory() {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long megabytes = machine.getTotalMemorySize() >> 20;
    return megabytes >= MEMORY_MB
        ? Check.ok("memory", megabytes + " MB")
        : Check.note(
            "memory",
            megabytes + " MB",
            "the demo needs " + MEMORY_MB + " MB; set PULSE_JAVA_OPTS=-Xmx800m to try with less");
  }

  private Check embeddedRedis() {
    List<String> executables = EmbeddedRedis.executables(scratch);
    return executables.isEmpty()
        ? Check.bad(
            "Redis for the demo",
            "none for this machine",
            "install redis-server (apt-get install redis-server)")
        : Check.ok("Redis for the demo", Path.of(executables.get(0)).getFileName().toString());
  }

  /** The demo chooses another one only where this one was not chosen. */
  private Check pagePort() {
    int port = settings.integer(Setting.WEB_PORT);
    boolean usual = port == Integer.parseInt(Setting.WEB_PORT.defaultValue());
    return port(
        "port of the page",
        port,
        usual ? CHOSEN_BY_ITSELF : "stop what listens there, or set another web.port");
  }

  private static Check port(String name, int port, String remedy) {
    if (port == 0 || Ports.isFree(port)) {
      return Check.ok(name, port + " is free");
    }
    return Check.note(name, port + " is taken", remedy);
  }

  private Check kafka() {
    String servers = settings.text(Setting.KAFKA_BOOTSTRAP);
    try (Admin admin = KafkaClients.openAdmin(settings)) {
      int brokers =
          admin.describeCluster().nodes().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS).size();
      Set<String> topics = admin.listTopics().names().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
      String topic = settings.text(Setting.KAFKA_TOPIC);
      String found = servers + ", " + brokers + " broker" + (brokers == 1 ? "" : "s");
      return topics.contains(topic)
          ? Check.ok("Kafka", found + ", topic " + topic + others(topics))
          : Check.note("Kafka", found, "topic " + topic + " is created by the first feed");
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return unusable("Kafka", Setting.KAFKA_BOOTSTRAP, KafkaTrouble.of(servers, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unusable(
          "Kafka", Setting.KAFKA_BOOTSTRAP, "interrupted; try again, or set kafka.bootstrap");
    }
  }

  /** The topics that the count itself writes to, and creates when it has something to write. */
  private String others(Set<String> there) {
    return Stream.of(Setting.KAFKA_DEAD_LETTERS, Setting.KAFKA_CHANGES)
        .map(settings::text)
        .map(topic -> there.contains(topic) ? ", " + topic : "; no " + topic + " yet")
        .collect(Collectors.joining());
  }

  /** The ways in which the topics do not fit the settings. */
  private List<Check> topics() {
    try {
      return Stream.concat(
              TopicFitness.troubles(settings).stream(),
              TopicFitness.deadLetterTroubles(settings).stream())
          .map(
              trouble ->
                  trouble.prevents()
                      ? Check.bad("topic", trouble.cause(), trouble.remedy())
                      : Check.note("topic", trouble.cause(), trouble.remedy()))
          .toList();
    } catch (KafkaAccessException e) {
      return List.of(unusable("topic", Setting.KAFKA_BOOTSTRAP, e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<Check> redis() {
    String url = settings.text(Setting.REDIS_URL);
    try (RedisProbe probe = new RedisProbe(settings);
        RedisOwners owners = new RedisOwners(settings)) {
      probe.requireWritable();
      owners.requireNoOther("");
      List<Check> checks = new ArrayList<>();
      checks.add(Check.ok("Redis", url + " answers, and takes writes" + ownedBy(owners)));
      probe.facts().map(RedisChecks::of).ifPresent(checks::addAll);
      return checks;
    } catch (StoreException e) {
      return List.of(unusable("Redis", Setting.REDIS_URL, e.getMessage()));
    }
  }

  private static String ownedBy(RedisOwners owners) {
    return owners.owner().map(owner -> "; it has the count of " + owner.describe()).orElse("");
  }

  /**
   * @param message the cause, then what to do
   */
  private Check unusable(String name, Setting setting, String message) {
    Trouble trouble = Trouble.of(message, "check " + setting.key());
    return wanted.contains(setting)
        ? Check.bad(name, trouble.cause(), trouble.remedy())
        : Check.note(
            name, trouble.cause(), "demo and count bring their own; otherwise " + trouble.remedy());
  }
}
