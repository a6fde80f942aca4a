package dev.meetuppulse.bench.harness;

import dev.meetuppulse.bench.harness.Contestant.Parser;
import java.util.List;

/** The engines, each with the parser that its users would read lines with. */
enum Engine {
  PULSE("pulse", "pulse", "pulse.PulseEngine", Parser.SCANNER),
  PULSE_TRENDS("pulse-trends", "pulse", "pulse.PulseEngine", Parser.SCANNER),
  PULSE_ALL("pulse-all", "pulse", "pulse.PulseEngine", Parser.SCANNER),
  FLINK_PARTITIONED("flink-partitioned", "flink", "flink.FlinkEngine", Parser.JACKSON),
  FLINK_PREAGGREGATED("flink-preaggregated", "flink", "flink.FlinkEngine", Parser.JACKSON),
  FLINK_KEYED("flink-keyed", "flink", "flink.FlinkEngine", Parser.JACKSON),
  STORM_STOCK("storm-stock", "storm-stock", "storm.StormStock", Parser.JACKSON),
  SPARK("spark", "spark", "spark.SparkEngine", Parser.JACKSON),
  KAFKA_STREAMS("kafka-streams", "kafka-streams", "streams.StreamsEngine", Parser.JACKSON),
  LOOP("loop", "loop", "loop.Loop", Parser.SCANNER);

  private static final String PACKAGE = "dev.meetuppulse.bench.";

  /** JVM options with which Spark and Flink reach into the JDK on Java 17. */
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
  private final Parser parser;

  Engine(String id, String module, String mainClass, Parser parser) {
    this.id = id;
    this.module = module;
    this.mainClass = PACKAGE + mainClass;
    this.parser = parser;
  }

  /** Its name, and the one by which its module knows it. */
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

  Parser parser() {
    return parser;
  }

  /** Those it can be measured with: ours always has its own. */
  List<Parser> parsers() {
    return needsRedis() ? List.of(parser) : List.of(Parser.values());
  }
}
