/**
 * Wires spouts, bolts and stores to one Storm topology, and submits it.
 *
 * <p>{@link dev.meetuppulse.topology.PulseTopology} is the wiring and its bounds; {@link
 * dev.meetuppulse.topology.PulseMain} is what {@code storm jar} runs.
 */
package dev.meetuppulse.topology;
