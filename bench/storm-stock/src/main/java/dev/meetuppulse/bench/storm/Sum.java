package dev.meetuppulse.bench.storm;

import dev.meetuppulse.core.count.Dimension;

/** What is to be added to a key's second. */
record Sum(Dimension dimension, String key, long second, int rsvps, int yes, int no, int going) {}
