/**
 * What a record costs in each part of the core: the parser, what was seen, the rings behind the
 * windows, and the leaderboard. Keys are drawn as unevenly as the stream draws them.
 */
package dev.meetuppulse.bench.jmh;
