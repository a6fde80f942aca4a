package dev.meetuppulse.simulator;

import java.util.List;

/**
 * Lines that break a rule: every rule, in many ways. Seeded: one index always gives one line, and
 * the indexes from 0 to {@link #kindCount()} give each kind once. Later on, the largest come
 * rarely.
 *
 * <p>Each line holds {@link #SECRET} in its member, so that a test can look where it must not be.
 */
public final class Poison {

  /** Stands in the member of every poison line that has one. */
  public static final String SECRET = "made-up-secret";

  private static final int HEAVY_EVERY = 16;

  /** The first kinds are all short. */
  private static final int LIGHT = 30;

  private final long seed;
  private final List<PoisonKinds.PoisonKind> kinds = PoisonKinds.all();

  public Poison(long seed) {
    this.seed = seed;
  }

  public int kindCount() {
    return kinds.size();
  }

  /**
   * A poison line.
   *
   * @param index which
   * @param at stream time, ms since the epoch
   */
  public PoisonLine line(long index, long at) {
    long count = kinds.size();
    long turn = Math.floorDiv(index, count);
    PoisonKinds.PoisonKind kind = kinds.get((int) Math.floorMod(index + SplitMix.mix(seed), count));
    if (kind.heavy() && turn % HEAVY_EVERY != 0) {
      kind = kinds.get((int) (turn % LIGHT));
    }
    PoisonParts parts = new PoisonParts(SplitMix.of(seed, 3 + index), index, at);
    return new PoisonLine(at, kind.recipe().apply(parts), kind.reasons());
  }
}
