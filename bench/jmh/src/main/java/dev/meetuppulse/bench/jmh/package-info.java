/**
 * The cost of a record in each part of the core: the parser, the RSVPs seen, the rings of the
 * windows, and the leaderboard. Keys are drawn as unevenly as the stream draws them.
 */
package dev.meetuppulse.bench.jmh;
