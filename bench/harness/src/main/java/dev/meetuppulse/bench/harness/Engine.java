package dev.meetuppulse.bench.harness;

import java.util.Arrays;
import java.util.List;

/** What can be measured. */
enum Engine {
  PULSE("pulse", "pulse", "pulse.PulseEngine"),
  PULSE_TRENDS("pulse-trends", "pulse", "pulse.PulseEngine"),
  PULSE_ALL("pulse-all", "pulse", "pulse.PulseEngine"),
  FLINK_PARTITIONED("flink-partitioned", "flink", "flink.FlinkEngine"),
  FLINK_PREAGGREGATED("flink-preaggregated", "flink", "flink.FlinkEngine"),
  FLINK_KEYED("flink-keyed", "flink", "flink.FlinkEngine"),
  STORM_STOCK("storm-stock", "storm-stock", "storm.StormStock"),
  SPARK("spark", "spark", "spark.SparkEngine"),
  KAFKA_STREAMS("kafka-streams", "kafka-streams", "streams.StreamsEngine"),
  LOOP("loop", "loop", "loop.Loop");

  private static final String PACKAGE = "dev.meetuppulse.bench.";

  /** What Spark and Flink need to reach into the JDK on Java 17. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.lang",
          "java.base/java.lang.invoke",
          "java.base/java.lang.reflect",
          "java.base/java.io",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/sun.nio.ch",
          "java.base/sun.nio.cs",
          "java.base/sun.security.action",
          "java.base/sun.util.calendar");

  private final String id;
  private final String module;
  private final String mainClass;

  Engine(String id, String module, String mainClass) {
    this.id = id;
    this.module = module;
    this.mainClass = PACKAGE + mainClass;
  }

  /** Its name on the command line and in the table. */
  String id() {
    return id;
  }

  /** Its module below {@code bench/}. */
  String module() {
    return module;
  }

  String mainClass() {
    return mainClass;
  }

  boolean needsRedis() {
    return module.equals("pulse");
  }

  /** Flags beyond those that all get. */
  List<String> flags() {
    return switch (this) {
      case SPARK, FLINK_KEYED, FLINK_PREAGGREGATED, FLINK_PARTITIONED ->
          OPENED.stream()
              .map(packageName -> "--add-opens=" + packageName + "=ALL-UNNAMED")
              .toList();
      default -> List.of();
    };
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(Engine::id).toList();
  }

  /**
   * The engine of a name; {@code flink} is the pre-aggregated one.
   *
   * @throws IllegalArgumentException naming those there are
   */
  static Engine of(String id) {
    return Arrays.stream(values())
        .filter(
            engine -> engine.id.equals(id) || engine == FLINK_PREAGGREGATED && id.equals("flink"))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no engine '" + id + "'; there are " + String.join(", ", ids())));
  }
}
