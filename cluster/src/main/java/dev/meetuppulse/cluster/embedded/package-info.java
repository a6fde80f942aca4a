/**
 * Real Kafka, Redis and Storm inside this process (Redis as its child), for a demo, a count or a
 * test.
 *
 * <p>They listen only on loopback and keep everything under one {@link RunDirectory}. {@link
 * Cleanup} stops them in reverse order and removes that directory, also when the process is asked
 * to stop by a signal.
 */
package dev.meetuppulse.cluster.embedded;
