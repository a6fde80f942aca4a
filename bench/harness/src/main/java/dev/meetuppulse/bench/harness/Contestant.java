package dev.meetuppulse.bench.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An engine and the parser it reads lines with. */
record Contestant(Engine engine, Parser parser) {

  /** The parser that turns a line into an RSVP. */
  enum Parser {
    /** Ours, which remembers groups and events by their bytes. */
    SCANNER,
    /** Jackson's streaming parser. */
    JACKSON;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Each with the parser its users would take, and those Flinks with ours that ours is most like.
   */
  static List<String> byDefault() {
    return Arrays.stream(Engine.values())
        .flatMap(
            engine ->
                engine == Engine.FLINK_PARTITIONED || engine == Engine.FLINK_PREAGGREGATED
                    ? Stream.of(own(engine), new Contestant(engine, Parser.SCANNER))
                    : Stream.of(own(engine)))
        .map(Contestant::id)
        .toList();
  }

  private static Contestant own(Engine engine) {
    return new Contestant(engine, engine.parser());
  }

  /** Its name in the table: the engine's, and the parser's if that is not the engine's own. */
  String id() {
    return parser == engine.parser() ? engine.id() : engine.id() + "-" + parser.id();
  }

  /**
   * The one of a name; {@code flink} is the pre-aggregated one.
   *
   * @throws IllegalArgumentException naming those there are
   */
  static Contestant of(String id) {
    boolean shortName = id.matches("flink(-scanner)?");
    String full = shortName ? id.replace("flink", Engine.FLINK_PREAGGREGATED.id()) : id;
    for (Engine engine : Engine.values()) {
      for (Parser parser : engine.parsers()) {
        Contestant contestant = new Contestant(engine, parser);
        if (contestant.id().equals(full)) {
          return contestant;
        }
      }
    }
    throw new IllegalArgumentException(
        "there is no engine '"
            + id
            + "'; there are "
            + Arrays.stream(Engine.values())
                .flatMap(engine -> engine.parsers().stream().map(p -> new Contestant(engine, p)))
                .map(Contestant::id)
                .collect(Collectors.joining(", ")));
  }
}
