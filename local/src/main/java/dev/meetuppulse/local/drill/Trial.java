package dev.meetuppulse.local.drill;

/**
 * One fault in one of its variants.
 *
 * @param fault its name
 * @param variant which kind of it; may be empty
 * @param poison share of the load that breaks a rule
 * @param injection what is done
 */
record Trial(Fault fault, String variant, double poison, Injection injection) {

  /** Breaks something under load. */
  @FunctionalInterface
  interface Injection {
    /**
     * @return seconds from the fault, or the return of what was taken away, until the boards were
     *     fresh again; below 0 if that never came
     */
    double run(Stage stage) throws Exception;
  }

  static Trial of(Fault fault, String variant, Injection injection) {
    return new Trial(fault, variant, 0, injection);
  }
}
