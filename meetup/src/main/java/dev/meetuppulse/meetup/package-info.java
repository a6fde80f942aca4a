/**
 * A source of RSVPs that polls Meetup's GraphQL API, which is all that is left of Meetup's stream.
 *
 * <p>{@link dev.meetuppulse.meetup.MeetupSource} does one task at a time, always the most urgent:
 * it reads the RSVPs of an event that moved, polls a few events directly, or asks for the next page
 * of a search, which polls every event on it. Searches poll: a direct poll of an event costs one
 * point, a search row 1/25. A {@link dev.meetuppulse.meetup.StateFile} remembers an RSVP as known
 * only once Kafka has it.
 *
 * <p>Members are never asked for.
 */
package dev.meetuppulse.meetup;
