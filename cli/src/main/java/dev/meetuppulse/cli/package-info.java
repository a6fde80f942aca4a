/**
 * The {@code pulse} command, one class for each of its commands.
 *
 * <p>Exit codes: 0 done, 1 it failed and printed why in one line, 2 wrong usage. Results go to
 * standard output, all else to standard error.
 */
package dev.meetuppulse.cli;
