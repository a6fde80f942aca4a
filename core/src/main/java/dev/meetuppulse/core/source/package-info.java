/**
 * How each partition of the source is doing, known without a save: where its log ends, what is
 * saved, and why it does not go on.
 */
package dev.meetuppulse.core.source;
