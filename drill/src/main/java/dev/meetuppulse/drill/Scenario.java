package dev.meetuppulse.drill;

import java.util.Set;

/**
 * One fault in one of its variants.
 *
 * @param fault its name
 * @param variant which kind of it; may be empty
 * @param touches the parts it breaks or needs; scenarios that share none can run at once
 * @param needs the environment that it runs in
 * @param injection breaks something, and mends it
 */
record Scenario(
    String fault, String variant, Set<ClusterPart> touches, Needs needs, Injection injection) {

  enum ClusterPart {
    WORKERS,
    STORM,
    REDIS,
    KAFKA,
    INPUT,
    /** Between hosts. */
    NETWORK
  }

  enum Needs {
    /** A load that is sent while it runs. */
    LOAD,
    /** Nothing: it sends a load of its own. */
    NOTHING,
    /** A topology to itself, on the wall clock and with short windows; it sends its own load. */
    WALL_CLOCK,
    /** Nothing, but nothing else can use the topology afterwards. */
    LAST
  }

  @FunctionalInterface
  interface Injection {
    /**
     * @return seconds from the fault, or the return of what was taken away, until the boards were
     *     fresh again; below 0 if that never came
     */
    double run(Environment environment) throws Exception;
  }

  String name() {
    return variant.isEmpty() ? fault : fault + " (" + variant + ")";
  }

  /** True if both can run at once, under one load. */
  boolean mixesWith(Scenario other) {
    return needs == Needs.LOAD
        && other.needs == Needs.LOAD
        && touches.stream().noneMatch(other.touches::contains);
  }
}
