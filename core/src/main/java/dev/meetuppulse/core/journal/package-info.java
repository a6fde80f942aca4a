/**
 * What is saved: the contract of a store of journals, where a partition stands, and how an entry is
 * written and read.
 */
package dev.meetuppulse.core.journal;
