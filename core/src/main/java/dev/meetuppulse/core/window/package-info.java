/**
 * Counts in windows: cells by group and event in rings of buckets, totals by key, and the
 * dictionary that numbers keys and groups. Time is an argument.
 */
package dev.meetuppulse.core.window;
