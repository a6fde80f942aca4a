/** Runs a source into Kafka while people watch. */
package dev.meetuppulse.cli.feed;
