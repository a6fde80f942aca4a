package dev.meetuppulse.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the jar that {@code storm jar} takes; runs after it is built. */
class ShadedJarCheck {
  private final File file = new File(System.getProperty("pulse.jar"));

  private List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(file)) {
      return jar.stream().map(entry -> entry.getName()).collect(Collectors.toList());
    }
  }

  @Test
  void nothingThatAWorkerHasAnyway_isInside() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.startsWith("org/apache/storm/") && !ofKafkaSpout(name))
        .noneMatch(name -> name.startsWith("org/slf4j/"))
        .noneMatch(name -> name.startsWith("org/apache/logging/"))
        .noneMatch(name -> name.startsWith("org/apache/log4j/"))
        .noneMatch(name -> name.startsWith("com/esotericsoftware/"))
        .noneMatch(name -> name.startsWith("com/codahale/metrics/"))
        .noneMatch(name -> name.endsWith("storm.yaml") || name.endsWith("defaults.yaml"))
        .noneMatch(name -> name.endsWith("log4j2.xml") || name.endsWith("logback.xml"));
  }

  private static boolean ofKafkaSpout(String name) {
    return name.startsWith("org/apache/storm/kafka/") || "org/apache/storm/kafka/".startsWith(name);
  }

  @Test
  void whatTheTopologyNeeds_isInside_underItsOwnName() throws IOException {
    assertThat(entries())
        .contains(
            "dev/meetuppulse/topology/PulseMain.class",
            "dev/meetuppulse/spouts/KafkaBatchSpout.class",
            "dev/meetuppulse/redis/RedisStores.class",
            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
            "org/apache/storm/kafka/spout/KafkaSpoutConfig.class",
            "com/fasterxml/jackson/core/JsonFactory.class",
            "redis/clients/jedis/RedisClient.class",
            "picocli/CommandLine.class");
  }

  @Test
  void noSignatureOrModuleOfAPartIsLeft_andLicencesAre() throws IOException {
    assertThat(entries())
        .noneMatch(name -> name.startsWith("META-INF/") && name.matches(".*\\.(SF|RSA|DSA)"))
        .noneMatch(name -> name.endsWith("module-info.class"))
        .contains("META-INF/LICENSE", "META-INF/NOTICE");
  }

  @Test
  void manifestNamesTheMainClass() throws IOException {
    try (JarFile jar = new JarFile(file)) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo(PulseMain.class.getName());
    }
  }
}
