/**
 * Boards: windows over what was counted, and who is on top of them.
 *
 * <p>{@link dev.meetuppulse.core.window.Windows} folds the partitions' journals into exact totals
 * for every window; {@link dev.meetuppulse.core.board.Leaderboard} picks the first N of them in a
 * total order, so equal counts never flicker.
 */
package dev.meetuppulse.core.board;
