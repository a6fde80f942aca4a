/**
 * Polls the server: only while the page is visible, only for what changed, more rarely
 * once no one uses the page, and ever more rarely while there is no good answer.
 */

const EVERY_MS = 1000;
const UNTOUCHED_EVERY_MS = 2000;
const UNTOUCHED_MS = 20_000;
const LONGEST_MS = 15_000;
/** How long any answer is waited for. */
const PATIENCE_MS = 8000;

/** Gives up a request in time. AbortSignal.timeout and any are younger than many a screen on a wall. */
export function patience() {
  const asking = new AbortController();
  setTimeout(() => asking.abort('late'), PATIENCE_MS);
  return asking;
}

export class Poll {
  /**
   * @param address gives the address to ask
   * @param answered receives { data } or { error } (from the server) or { lost } (no server), always
   *     with the server's time
   */
  constructor(address, answered) {
    this.address = address;
    this.answered = answered;
    this.tags = new Map();
    this.failures = 0;
    /** When it asks next, ms. */
    this.next = 0;
    this.asking = null;
    this.touchedAt = Date.now();
    for (const touch of ['pointermove', 'pointerdown', 'keydown', 'scroll']) window.addEventListener(touch, () => (this.touchedAt = Date.now()), { passive: true });
    document.addEventListener('visibilitychange', () => (document.hidden ? this.stop() : this.ask()));
    window.addEventListener('online', () => this.ask());
  }

  /** ms between two requests while all is well. */
  get every() {
    return Date.now() - this.touchedAt < UNTOUCHED_MS ? EVERY_MS : UNTOUCHED_EVERY_MS;
  }

  /** Treats the data that the page came with as an answer. */
  seed(tag) {
    this.tags.set(this.address(), tag);
  }

  /** Polls now, regardless of the schedule. */
  ask() {
    this.stop();
    if (document.hidden) return;
    this.asking = patience();
    this.fetch(this.address(), this.asking).then(
      (answer) => answer && this.schedule(answer),
      () => this.schedule({ lost: true }),
    );
  }

  /** Schedules the next poll. */
  start() {
    this.plan(EVERY_MS);
  }

  stop() {
    clearTimeout(this.timer);
    this.asking?.abort('stopped');
    this.asking = null;
  }

  async fetch(address, asking) {
    try {
      const tag = this.tags.get(address);
      const response = await fetch(address, {
        cache: 'no-store',
        signal: asking.signal,
        headers: tag ? { 'If-None-Match': tag } : {},
      });
      const serverTime = Date.parse(response.headers.get('Date')) || null;
      if (response.status === 304) return { same: true, serverTime };
      const body = await response.json();
      if (!response.ok) return { error: body, serverTime };
      this.tags.clear();
      if (body.error) return { error: body.error, serverTime };
      this.tags.set(address, response.headers.get('ETag'));
      return { data: body, serverTime };
    } catch (e) {
      if (asking.signal.reason === 'stopped') return null;
      throw e;
    }
  }

  schedule(answer) {
    this.asking = null;
    const good = answer.data || answer.same;
    this.failures = good ? 0 : this.failures + 1;
    this.plan(good ? this.every : Math.min(LONGEST_MS, EVERY_MS * 2 ** (this.failures - 1)) * (0.5 + Math.random() / 2));
    this.answered(answer);
  }

  plan(ms) {
    clearTimeout(this.timer);
    this.next = Date.now() + ms;
    if (!document.hidden) this.timer = setTimeout(() => this.ask(), ms);
  }
}
