/** Factories of named daemon threads. */
package dev.meetuppulse.core.threads;
