/**
 * Reports on the partitions of the source, apart from saves: where a log ends, what is saved, and
 * why a partition is halted.
 */
package dev.meetuppulse.core.source;
