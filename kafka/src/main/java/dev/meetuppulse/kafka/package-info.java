/**
 * Everything that configures Kafka: clients and their security settings, topics, headers, dead
 * letters. Plain kafka-clients, no Storm.
 */
package dev.meetuppulse.kafka;
