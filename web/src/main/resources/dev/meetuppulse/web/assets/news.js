/**
 * How long there has been no news, by this page's own clock: it holds however far the clocks of the
 * servers and of this machine are apart.
 */

let last = null;
let changedAt = null;

/** Notes a status. @param at the page's clock, ms, never going back */
export function noteNews(status, at) {
  if (!status || status.publishedAt === last) return;
  if (last !== null) changedAt = at;
  last = status.publishedAt;
}

/** A hidden page did not poll, so its wait starts again. */
export function forgiveSilence(at) {
  if (changedAt !== null) changedAt = at;
}

/** ms since the status last changed; until a change was seen, its age. @param now the server's time */
export function silence(status, at, now) {
  if (!status?.publishedAt) return 0;
  return changedAt === null ? now - status.publishedAt : at - changedAt;
}
