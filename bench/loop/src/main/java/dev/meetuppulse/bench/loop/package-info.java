/**
 * The job without an engine: a consumer thread for each core, each with the partitions that are its
 * own, and maps. Nothing is saved, nothing is restarted: the limit for engines to be measured by.
 */
package dev.meetuppulse.bench.loop;
