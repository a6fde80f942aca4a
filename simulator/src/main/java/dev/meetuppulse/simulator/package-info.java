/**
 * A stand-in for Meetup's stream, and the truth about what it sent.
 *
 * <p>{@link dev.meetuppulse.simulator.Simulator} is a pure function of its options: the same
 * options give the same bytes in the same order at the same stream time, so a stream can be cut off
 * anywhere and made again. It looks like the recorded stream of 2015 to 2018: its cities, topics,
 * echoes, changes of mind, re-sends, stale records, sizes and daily curve follow what was measured
 * there. Because it makes the data, {@link dev.meetuppulse.simulator.Truth} can say what every
 * board must show; it shares no counting code with what it checks.
 */
package dev.meetuppulse.simulator;
