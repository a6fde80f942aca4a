/** Threads. */
package dev.meetuppulse.core.threads;
