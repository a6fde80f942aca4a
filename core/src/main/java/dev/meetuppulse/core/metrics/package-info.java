/**
 * The names of all metrics, in one place: the code, the docs, dashboards and alerts agree on them.
 */
package dev.meetuppulse.core.metrics;
