/**
 * Brings RSVPs into Kafka: a {@link dev.meetuppulse.feed.Source} hands lines to the {@link
 * dev.meetuppulse.feed.FeedProducer}, which takes the member out, finds the key and sends them.
 *
 * <p>Nothing here judges a record: a broken line is sent like any other, so that it is counted.
 */
package dev.meetuppulse.feed;
