/** The US as tiles of one size, each a state, as warm as it is active. */

import { make, say } from './dom.js';
import { count, percent } from './format.js';

const STEPS = 6;
const PLACES = {
  AK: [0, 0], ME: [10, 0],
  WI: [5, 1], VT: [9, 1], NH: [10, 1],
  WA: [0, 2], ID: [1, 2], MT: [2, 2], ND: [3, 2], MN: [4, 2], IL: [5, 2], MI: [6, 2], NY: [8, 2], RI: [9, 2], MA: [10, 2],
  OR: [0, 3], NV: [1, 3], WY: [2, 3], SD: [3, 3], IA: [4, 3], IN: [5, 3], OH: [6, 3], PA: [7, 3], NJ: [8, 3], CT: [9, 3],
  CA: [0, 4], UT: [1, 4], CO: [2, 4], NE: [3, 4], MO: [4, 4], KY: [5, 4], WV: [6, 4], VA: [7, 4], MD: [8, 4], DE: [9, 4],
  AZ: [1, 5], NM: [2, 5], KS: [3, 5], AR: [4, 5], TN: [5, 5], NC: [6, 5], SC: [7, 5], DC: [8, 5],
  OK: [3, 6], LA: [4, 6], MS: [5, 6], AL: [6, 6], GA: [7, 6],
  HI: [0, 7], TX: [3, 7], FL: [8, 7], PR: [10, 7],
};

export class Tiles {
  /**
   * @param pointed takes the state pointed at, or null
   * @param pick takes the state that was chosen
   */
  constructor(pointed, pick) {
    this.tiles = new Map();
    this.reading = make('p', { class: 'total' });
    this.list = make('ul', { class: 'tiles', 'aria-label': 'States by RSVPs' });
    for (const [state, [x, y]] of Object.entries(PLACES).sort(([, a], [, b]) => a[1] - b[1] || a[0] - b[0])) {
      const value = make('span', { class: 'n' });
      const tile = make(
        'li',
        {},
        make('button', { type: 'button', tabindex: '-1', 'data-state-code': state, 'data-heat': 0 }, make('b', {}, state), value),
      );
      tile.style.setProperty('--x', x + 1);
      tile.style.setProperty('--y', y + 1);
      tile.firstChild.place = [x, y];
      this.tiles.set(state, { button: tile.firstChild, value });
      this.list.append(tile);
    }
    this.tiles.get('CA').button.tabIndex = 0;
    this.element = make(
      'section',
      { class: 'panel map', 'aria-labelledby': 'title-map' },
      make('header', {}, make('h2', { id: 'title-map' }, 'Map'), this.reading),
      this.list,
      make(
        'p',
        { class: 'legend', 'aria-hidden': 'true' },
        'fewer',
        ...Array.from({ length: STEPS + 1 }, (_, heat) => make('i', { 'data-heat': heat })),
        'more RSVPs',
      ),
    );
    const point = (event) => {
      const state = event.target.closest('button')?.dataset.stateCode ?? null;
      this.read(state);
      pointed(state);
    };
    const leave = () => {
      this.read(null);
      pointed(null);
    };
    this.list.addEventListener('pointerover', point);
    this.list.addEventListener('focusin', point);
    this.list.addEventListener('pointerleave', leave);
    this.list.addEventListener('focusout', leave);
    this.list.addEventListener('click', (event) => {
      const state = event.target.closest('button')?.dataset.stateCode;
      if (state) pick(state);
    });
    this.list.addEventListener('keydown', (event) => this.step(event));
  }

  show(board) {
    this.board = board;
    const rows = new Map((board?.rows ?? []).map((row) => [row.key, row]));
    const most = Math.max(1, ...[...rows.values()].map((row) => row.rsvps));
    for (const [state, { button, value }] of this.tiles) {
      const rsvps = rows.get(state)?.rsvps ?? 0;
      button.dataset.heat = rsvps === 0 ? 0 : Math.max(1, Math.ceil(STEPS * Math.sqrt(rsvps / most)));
      say(value, rsvps === 0 ? '' : count(rsvps));
      button.setAttribute('aria-label', `${state}, ${count(rsvps)} RSVPs`);
    }
    this.read(this.lit);
  }

  /** Lights one state; null none. */
  light(state) {
    for (const [code, { button }] of this.tiles) button.classList.toggle('light', code === state);
  }

  read(state) {
    this.lit = state;
    const row = this.board?.rows.find((candidate) => candidate.key === state);
    if (!state) say(this.reading, this.board ? `${count(this.board.keys)} states active` : '');
    else say(this.reading, row ? `${state}: ${count(row.rsvps)} RSVPs, ${percent(row.rsvps, this.board.rsvps)}, rank ${row.rank}` : `${state}: none`);
  }

  step(event) {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const from = document.activeElement;
    if (!move || !from.place) return;
    event.preventDefault();
    const [x, y] = from.place;
    const ahead = [...this.tiles.values()]
      .map(({ button }) => ({ button, along: (button.place[0] - x) * move[0] + (button.place[1] - y) * move[1], aside: Math.abs((button.place[0] - x) * move[1]) + Math.abs((button.place[1] - y) * move[0]) }))
      .filter(({ along }) => along > 0)
      .sort((a, b) => a.along + 2 * a.aside - (b.along + 2 * b.aside))[0];
    if (!ahead) return;
    from.tabIndex = -1;
    ahead.button.tabIndex = 0;
    ahead.button.focus();
  }
}
