/**
 * A Storm cluster of real processes on this machine, with Kafka and Redis: from the jars Maven has
 * resolved, with all its state in one folder.
 *
 * <p>Kafka, Redis and ZooKeeper listen on loopback. Storm's own daemons listen on every address, as
 * Storm has no setting for that.
 */
package dev.meetuppulse.local.cluster;
