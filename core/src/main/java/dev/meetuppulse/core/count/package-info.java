/**
 * Counting: what one partition's records add up to.
 *
 * <p>A partition's state is a pure function of that partition's records up to its next offset.
 * Every save adds a <i>journal entry</i>; the state is the fold of its journal, no matter which
 * task folds it: the count task after a crash, or the rank task that merges partitions.
 */
package dev.meetuppulse.core.count;
