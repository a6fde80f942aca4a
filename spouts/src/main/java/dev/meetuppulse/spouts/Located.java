package dev.meetuppulse.spouts;

/**
 * Where to read a partition from.
 *
 * @param offset the first offset to read
 * @param start true if nothing was saved right before it
 * @param end the end of the log
 * @param askedAt when it was asked for, {@link System#nanoTime}
 */
record Located(long offset, boolean start, long end, long askedAt) {}
