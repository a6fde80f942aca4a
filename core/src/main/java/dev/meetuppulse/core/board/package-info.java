/**
 * Boards: windows over what was counted, and who is on top of them.
 *
 * <p>{@code MergedPartitions} folds the journals of all partitions, with {@link
 * dev.meetuppulse.core.journal.JournalFold}, into the exact totals of {@link
 * dev.meetuppulse.core.window.Windows}; {@link dev.meetuppulse.core.board.Leaderboard} picks the
 * first N in a total order, so equal counts never flicker.
 */
package dev.meetuppulse.core.board;
