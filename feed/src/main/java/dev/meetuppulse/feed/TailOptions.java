package dev.meetuppulse.feed;

/**
 * Which records of a topic to show, and how.
 *
 * @param fromBeginning whether to begin with the oldest record, or with the next to come
 * @param follow whether to keep showing new records, or to stop at the end found at the start
 * @param format how to show a record
 * @param most records to show at most
 */
public record TailOptions(boolean fromBeginning, boolean follow, RecordFormat format, long most) {}
