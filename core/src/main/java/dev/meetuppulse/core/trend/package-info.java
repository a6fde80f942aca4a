/**
 * Trends: the keys that come surprisingly more often than they should by now, not the most frequent
 * ones.
 *
 * <p>A {@link dev.meetuppulse.core.trend.SurpriseDetector} receives how many distinct RSVPs each
 * key has in each bucket of time, one closed bucket after the other. Keys are numbers, as in a
 * {@link dev.meetuppulse.core.window.Dictionary}. The plain detectors it is compared with are in
 * the simulator.
 */
package dev.meetuppulse.core.trend;
