/**
 * How long there has been no news, by this page's own clock: it holds however far the clocks of the
 * servers and of this machine are apart.
 */

let last = null;
let since = null;
let changed = false;

/** Notes a status. @param at the page's clock, ms, never going back */
export function noteNews(status, at) {
  if (!status || status.publishedAt === last) return;
  changed = last !== null;
  since = at;
  last = status.publishedAt;
}

/** A hidden page did not poll, so its wait starts again. */
export function forgiveSilence(at) {
  changed = true;
  since = at;
}

/**
 * ms since the status last changed; until a change was seen, its age if that is more: the topology's clock
 * may be ahead.
 * @param now the server's time
 */
export function silence(status, at, now) {
  if (!status?.publishedAt) return 0;
  return changed ? at - since : Math.max(at - since, now - status.publishedAt);
}
