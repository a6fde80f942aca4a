/**
 * Counting: what one partition's records add up to.
 *
 * <p>A partition's state is a pure function of that partition's records up to its next offset. What
 * every save adds is a <i>journal entry</i>; the state is the fold of its journal, whoever folds
 * it: the count task after a crash, the rank task that merges partitions.
 */
package dev.meetuppulse.core.count;
