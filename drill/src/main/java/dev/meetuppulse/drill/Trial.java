package dev.meetuppulse.drill;

/**
 * One fault in one of its variants.
 *
 * @param fault its name
 * @param variant which kind of it; may be empty
 * @param ownStage whether it needs a topology to itself, on the wall clock and with short windows
 * @param drill sends a load, breaks something, and ends when Kafka has all that was sent
 */
record Trial(Fault fault, String variant, boolean ownStage, Injection drill) {

  /** Breaks something. */
  @FunctionalInterface
  interface Injection {
    /**
     * @return seconds from the fault, or the return of what was taken away, until the boards were
     *     fresh again; below 0 if that never came
     */
    double run(Stage stage) throws Exception;
  }
}
