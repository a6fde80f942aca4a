/**
 * Metrics in Prometheus's text format: the web server's own, and those that count and workers leave
 * in Redis.
 */
package dev.meetuppulse.web.metrics;
