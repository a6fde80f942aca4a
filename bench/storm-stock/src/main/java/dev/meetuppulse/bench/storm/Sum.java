package dev.meetuppulse.bench.storm;

import dev.meetuppulse.core.window.Dimension;

/** An amount to add to one second of a key. */
record Sum(Dimension dimension, String key, long second, int rsvps, int yes, int no, int going) {}
