/** The Redis store: the only code that reads and writes its keys. Keys: see the module's README. */
package dev.meetuppulse.redis;
