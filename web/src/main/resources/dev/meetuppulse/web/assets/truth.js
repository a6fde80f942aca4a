/**
 * How true what is shown is, in one word, a shape and a sentence. A pure function: all it knows is
 * in its arguments.
 */

import { age, count, moment } from './format.js';

/** ms without news after which boards are stale, and after which Storm is taken to be down. */
export const STALE_MS = 5000;
export const DOWN_MS = 20_000;

/**
 * @param now the server's time, ms
 * @param status as published, or null
 * @param error the server's last error, or null
 * @param lost whether the server can't be reached
 * @param next seconds until the next try
 * @param paused RSVPs missed while paused, or null
 * @param at the moment looked back to, or null
 * @returns state, word, detail and whether what is shown is old
 */
export function judge({ now, status, error, lost, next, paused, at }) {
  const again = `next try in ${next} s`;
  if (lost) return { state: 'reconnecting', word: 'Reconnecting', detail: `the page’s server does not answer; ${again}`, old: true };
  if (error) {
    const redis = error.error === 'redis_down';
    return {
      state: 'down',
      word: redis ? 'Redis is down' : 'Server error',
      detail: redis ? `last good board stays; ${again}` : `${error.message}; ${again}`,
      old: true,
    };
  }
  if (at !== null) return { state: 'past', word: 'Looking back', detail: `to ${moment(at, now)}`, old: false };
  if (!status) return { state: 'none', word: 'No data yet', detail: 'waiting for the first board', old: true };
  const silent = now - status.publishedAt;
  if (silent >= STALE_MS && status.clockKind !== 'event') {
    return silent >= DOWN_MS
      ? { state: 'down', word: 'Storm is down', detail: `nothing counted for ${age(silent)}`, old: true }
      : { state: 'stale', word: 'Stale', detail: `no news for ${age(silent)}`, old: true };
  }
  if (status.kafkaDown) return { state: 'down', word: 'Kafka is down', detail: 'no RSVPs come in; what is counted stays', old: true };
  if (paused !== null) {
    return { state: 'paused', word: 'Paused', detail: `${count(paused)} RSVP${paused === 1 ? '' : 's'} since`, old: false };
  }
  if (status.rebuilding) {
    return { state: 'rebuilding', word: 'Rebuilding', detail: `${rebuilt(status)} of the recent stream read again`, old: false };
  }
  if (silent >= STALE_MS) return { state: 'recording', word: 'Recording', detail: 'all of it is counted', old: false };
  return { state: 'live', word: 'Live', detail: '', old: false };
}

function rebuilt(status) {
  const behind = status.partitions.reduce((sum, p) => sum + Math.max(0, p.rebuildEnd - p.next), 0);
  const whole = status.partitions.reduce((sum, p) => sum + p.rebuildEnd, 0);
  return whole ? `${Math.floor(100 * (1 - behind / whole))}%` : 'part';
}
