/**
 * What every engine gets: the task, and where its answer goes; and, if it likes, the rules of one
 * RSVP, a table of what was seen and boards over a sliding window.
 */
package dev.meetuppulse.bench.job;
