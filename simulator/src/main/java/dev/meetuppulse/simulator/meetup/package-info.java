/**
 * A mock of Meetup's GraphQL API with the same simulated groups as the stream: a world of events
 * whose RSVPs come and change, served with OAuth, a points budget and the real service's faults.
 *
 * <p>The world is a pure function of its options and the time: {@link
 * dev.meetuppulse.simulator.meetup.ApiWorld} can say which boards a reader must end with, however
 * it polls. Faults only change the answers.
 */
package dev.meetuppulse.simulator.meetup;
