package dev.meetuppulse.core.trend;

/**
 * The evidence that a key gives when it comes: a gap without it, and then a bucket with it.
 *
 * @param gap RSVPs that were to be expected in the gap
 * @param gapWeight of a rise that began in the gap
 * @param bucket RSVPs that were to be expected in the bucket
 * @param bucketWeight of a rise that began with the bucket
 * @param count RSVPs that came in the bucket
 */
public record Step(double gap, double gapWeight, double bucket, double bucketWeight, int count) {}
