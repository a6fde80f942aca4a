/**
 * The job that every engine is given: the task and the file for its answer; and, for those that
 * want them, the rules of one RSVP, a table of RSVPs seen and boards over a sliding window.
 */
package dev.meetuppulse.bench.job;
