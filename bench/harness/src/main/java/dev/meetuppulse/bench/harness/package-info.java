/**
 * Starts a broker, fills a topic once, lets each engine do the same job in a fresh JVM, measures it
 * from outside, and holds its answer against the generator's truth.
 */
package dev.meetuppulse.bench.harness;
