/**
 * Saved state: the contract of a journal store, the position of a partition, and the format of an
 * entry with its writers and readers.
 */
package dev.meetuppulse.core.journal;
