/**
 * A Storm cluster of real processes on this machine, with Kafka and Redis: from the jars Maven has
 * resolved, with all its state in one folder.
 *
 * <p>All of it listens on loopback but the slots, on which workers send tuples to each other: Storm
 * has those listen on every address.
 */
package dev.meetuppulse.cluster;
