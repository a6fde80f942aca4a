package dev.meetuppulse.oracle;

/** A key, and the text that people read for it. */
public record Labelled(String key, String label) {}
