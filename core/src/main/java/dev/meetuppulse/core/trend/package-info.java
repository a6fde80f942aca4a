/**
 * Trends: the keys that come surprisingly more often than they should by now, not the most frequent
 * ones.
 *
 * <p>{@link dev.meetuppulse.core.trend.SurpriseDetector} is the one in use. The others are the
 * plain ways it is measured against. All see the same: how many distinct RSVPs each key has in each
 * bucket of time, one closed bucket after the other. Keys are numbers, as in a {@link
 * dev.meetuppulse.core.window.Dictionary}.
 */
package dev.meetuppulse.core.trend;
