/** Leaves the metrics of worker processes in Redis, where the web server finds them. */
package dev.meetuppulse.topology.metrics;
