/** The last hour: sparklines from it, and a slider to look back. */

import { byId, say } from './dom.js';
import { age, moment } from './format.js';
import { choose, forgotten, onOptions, options, question, sameQuestion, selected } from './options.js';
import { patience } from './poll.js';

const EVERY_MS = 10_000;
const STEP_MS = 10_000;
/** The past of boards that are not published is known to the minute. */
const SELECTED_STEP_MS = 60_000;
const LONGEST_MS = 3_600_000;

export class Lookback {
  /**
   * @param now the server's time, ms
   * @param drawn receives the last hour, by dimension
   */
  constructor(now, drawn) {
    this.now = now;
    this.drawn = drawn;
    this.slider = byId('moment');
    this.slider.addEventListener('input', () => this.slid());
    byId('now').addEventListener('click', () => choose({ at: null }));
    onOptions((chosen, before) => {
      if (!sameQuestion(chosen, before)) {
        this.history = null;
        this.drawn({});
        this.load();
      }
      this.reflect();
    });
    document.addEventListener('visibilitychange', () => this.load());
    this.load();
  }

  async load() {
    clearTimeout(this.timer);
    this.loading?.abort();
    if (document.hidden) return;
    this.timer = setTimeout(() => this.load(), EVERY_MS);
    const asked = options();
    if (forgotten(asked)) return;
    this.loading = patience();
    try {
      const response = await fetch(question(asked, 'history'), { cache: 'no-cache', signal: this.loading.signal });
      if (!response.ok) return;
      const history = await response.json();
      if (history.error || !sameQuestion(asked, options())) return;
      this.history = history;
      this.reflect();
      this.drawn(this.history.boards);
    } catch {
      // The poll reports that the server is gone; the next try is scheduled.
    }
  }

  /** Steps back (negative) or forward. */
  move(steps) {
    if (this.slider.disabled) return;
    this.slider.value = Number(this.slider.value) + steps * this.step;
    this.slid();
  }

  slid() {
    const behind = Number(this.slider.max) - Number(this.slider.value);
    choose({ at: behind < this.step ? null : this.end() - behind }, false);
  }

  reflect() {
    const { clocks } = this;
    const span = clocks.length ? Math.min(LONGEST_MS, this.end() - Math.min(...clocks)) : 0;
    const { at } = options();
    const most = Math.floor(span / this.step) * this.step;
    this.slider.disabled = most === 0;
    this.slider.step = this.step;
    if (this.slider.max !== String(most)) this.slider.max = most;
    this.slider.value = at === null ? most : most - (this.end() - at);
    const text = at === null ? 'now' : `${moment(at, this.now())}, ${age(this.end() - at)} ago`;
    say(byId('when'), text);
    this.slider.setAttribute('aria-valuetext', text);
    byId('now').hidden = at === null;
  }

  get step() {
    return selected(options()) ? SELECTED_STEP_MS : STEP_MS;
  }

  /** When the windows of the last hour ended, of all boards. */
  get clocks() {
    return this.history ? Object.values(this.history.boards).flatMap((board) => board.clocks) : [];
  }

  end() {
    const { clocks } = this;
    return clocks.length ? Math.max(...clocks) : this.now();
  }
}
