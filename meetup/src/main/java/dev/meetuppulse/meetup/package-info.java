/**
 * A source of RSVPs that polls Meetup's GraphQL API, which is all that is left of Meetup's stream.
 *
 * <p>{@link dev.meetuppulse.meetup.MeetupSource} does one thing after the other, always the most
 * urgent: reads the answers of an event that moved, looks whether any of a few events moved, or
 * asks for the next page of upcoming events, which is a look at each of them. What it knows is in a
 * {@link dev.meetuppulse.meetup.StateFile}, which says that an RSVP is known only once Kafka has
 * it.
 *
 * <p>Members are never asked for.
 */
package dev.meetuppulse.meetup;
