/**
 * Breaks a cluster of real processes under a load whose truth is known, and compares every record
 * count and every row of every board with that truth.
 *
 * <p>{@link dev.meetuppulse.drill.Drill} runs {@link dev.meetuppulse.drill.Fault}s one after the
 * other; most share one topology ({@code Environment}), whose truth adds up.
 */
package dev.meetuppulse.drill;
