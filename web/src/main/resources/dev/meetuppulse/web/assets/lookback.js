/** The last hour: sparklines from it, and a slider to look back. */

import { byId, say } from './dom.js';
import { age, moment } from './format.js';
import { choose, onOptions, options } from './options.js';

const EVERY_MS = 10_000;
const STEP_MS = 10_000;
const LONGEST_MS = 3_600_000;

export class Lookback {
  /**
   * @param now the server's time, ms
   * @param drawn takes what the last hour held, by dimension
   */
  constructor(now, drawn) {
    this.now = now;
    this.drawn = drawn;
    this.slider = byId('moment');
    this.slider.addEventListener('input', () => this.slid());
    byId('now').addEventListener('click', () => choose({ at: null }));
    onOptions((chosen, before) => {
      if (chosen.window !== before.window || chosen.rows !== before.rows) this.load();
      this.reflect();
    });
    document.addEventListener('visibilitychange', () => this.load());
    this.load();
  }

  async load() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    this.timer = setTimeout(() => this.load(), EVERY_MS);
    const { window, rows } = options();
    try {
      const response = await fetch(`api/v1/history/${window}?rows=${rows}`, { cache: 'no-cache' });
      if (!response.ok) return;
      const history = await response.json();
      if (history.error) return;
      this.history = history;
      this.reflect();
      this.drawn(this.history.boards);
    } catch {
      // The poll tells that the server is gone; the next try is planned.
    }
  }

  /** Steps of 10 s back (negative) or forth. */
  move(steps) {
    if (this.slider.disabled) return;
    this.slider.value = Number(this.slider.value) + steps * STEP_MS;
    this.slid();
  }

  slid() {
    const behind = Number(this.slider.max) - Number(this.slider.value);
    choose({ at: behind < STEP_MS ? null : this.end() - behind }, false);
  }

  reflect() {
    const clocks = this.history ? Object.values(this.history.boards).flatMap((board) => board.clocks) : [];
    const span = clocks.length ? Math.min(LONGEST_MS, this.end() - Math.min(...clocks)) : 0;
    const { at } = options();
    const most = Math.floor(span / STEP_MS) * STEP_MS;
    this.slider.disabled = most === 0 || options().only !== null;
    if (this.slider.max !== String(most)) this.slider.max = most;
    this.slider.value = at === null ? most : most - (this.end() - at);
    const text = at === null ? 'now' : `${moment(at, this.now())}, ${age(this.end() - at)} ago`;
    say(byId('when'), text);
    this.slider.setAttribute('aria-valuetext', text);
    byId('now').hidden = at === null;
  }

  end() {
    const clocks = this.history ? Object.values(this.history.boards).flatMap((board) => board.clocks) : [];
    return clocks.length ? Math.max(...clocks) : this.now();
  }
}
