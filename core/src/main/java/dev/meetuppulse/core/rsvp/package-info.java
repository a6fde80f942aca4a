/**
 * The record: one line of the stream, judged once.
 *
 * <p>A line becomes exactly one {@link dev.meetuppulse.core.rsvp.Outcome}; a bad line is a value,
 * never an exception. Nothing here knows where a line came from or where it goes.
 */
package dev.meetuppulse.core.rsvp;
