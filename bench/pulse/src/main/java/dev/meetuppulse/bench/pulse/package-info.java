/** The job as users run it: the real topology in Storm, its counts saved to Redis every second. */
package dev.meetuppulse.bench.pulse;
