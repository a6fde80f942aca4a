/** The US as tiles of one size, each a state, as warm as it is active. */

import { make, mark, say, set } from './dom.js';
import { count, percent, tight } from './format.js';

const STEPS = 6;
/** Column, row and name. */
const PLACES = {
  AK: [0, 0, 'Alaska'],
  ME: [10, 0, 'Maine'],
  WI: [5, 1, 'Wisconsin'],
  VT: [9, 1, 'Vermont'],
  NH: [10, 1, 'New Hampshire'],
  WA: [0, 2, 'Washington'],
  ID: [1, 2, 'Idaho'],
  MT: [2, 2, 'Montana'],
  ND: [3, 2, 'North Dakota'],
  MN: [4, 2, 'Minnesota'],
  IL: [5, 2, 'Illinois'],
  MI: [6, 2, 'Michigan'],
  NY: [8, 2, 'New York'],
  RI: [9, 2, 'Rhode Island'],
  MA: [10, 2, 'Massachusetts'],
  OR: [0, 3, 'Oregon'],
  NV: [1, 3, 'Nevada'],
  WY: [2, 3, 'Wyoming'],
  SD: [3, 3, 'South Dakota'],
  IA: [4, 3, 'Iowa'],
  IN: [5, 3, 'Indiana'],
  OH: [6, 3, 'Ohio'],
  PA: [7, 3, 'Pennsylvania'],
  NJ: [8, 3, 'New Jersey'],
  CT: [9, 3, 'Connecticut'],
  CA: [0, 4, 'California'],
  UT: [1, 4, 'Utah'],
  CO: [2, 4, 'Colorado'],
  NE: [3, 4, 'Nebraska'],
  MO: [4, 4, 'Missouri'],
  KY: [5, 4, 'Kentucky'],
  WV: [6, 4, 'West Virginia'],
  VA: [7, 4, 'Virginia'],
  MD: [8, 4, 'Maryland'],
  DE: [9, 4, 'Delaware'],
  AZ: [1, 5, 'Arizona'],
  NM: [2, 5, 'New Mexico'],
  KS: [3, 5, 'Kansas'],
  AR: [4, 5, 'Arkansas'],
  TN: [5, 5, 'Tennessee'],
  NC: [6, 5, 'North Carolina'],
  SC: [7, 5, 'South Carolina'],
  DC: [8, 5, 'Washington DC'],
  OK: [3, 6, 'Oklahoma'],
  LA: [4, 6, 'Louisiana'],
  MS: [5, 6, 'Mississippi'],
  AL: [6, 6, 'Alabama'],
  GA: [7, 6, 'Georgia'],
  HI: [0, 7, 'Hawaii'],
  TX: [3, 7, 'Texas'],
  FL: [8, 7, 'Florida'],
  PR: [10, 7, 'Puerto Rico'],
};

export class Tiles {
  /**
   * @param pointed takes the state pointed at, or null
   * @param pick takes the state that was chosen
   */
  constructor(pointed, pick) {
    this.tiles = new Map();
    this.reading = make('p', { class: 'total' });
    this.list = make('ul', { class: 'tiles', 'aria-label': 'States' });
    for (const [state, [x, y, name]] of Object.entries(PLACES).sort(([, a], [, b]) => a[1] - b[1] || a[0] - b[0])) {
      const value = make('span', { class: 'n' });
      const tile = make(
        'li',
        {},
        make('button', { type: 'button', tabindex: '-1', 'data-state-code': state, 'data-heat': 0 }, make('b', {}, state), value),
      );
      tile.style.setProperty('--x', x + 1);
      tile.style.setProperty('--y', y + 1);
      tile.firstChild.place = [x, y];
      this.tiles.set(state, { button: tile.firstChild, value, name });
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
        'more',
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

  /** @param measure what states are as warm as */
  show(board, measure) {
    this.board = board;
    const rows = new Map((board?.rows ?? []).map((row) => [row.key, row]));
    const most = Math.max(1, ...[...rows.values()].map((row) => row[measure]));
    for (const [state, { button, value, name }] of this.tiles) {
      const n = rows.get(state)?.[measure] ?? 0;
      set(button, 'data-heat', n === 0 ? 0 : Math.max(1, Math.ceil(STEPS * Math.sqrt(n / most))));
      say(value, n === 0 ? '' : tight(n));
      set(button, 'aria-label', `${name}, ${count(n)} ${measure === 'going' ? 'going' : 'RSVPs'}`);
    }
    this.read(this.lit);
  }

  /** Lights one state; null none. */
  light(state) {
    for (const [code, { button }] of this.tiles) mark(button, 'light', code === state);
  }

  read(state) {
    this.lit = state;
    const row = this.board?.rows.find((candidate) => candidate.key === state);
    const name = this.tiles.get(state)?.name;
    if (!name) say(this.reading, this.board ? `${count(this.board.keys)} state${this.board.keys === 1 ? '' : 's'} active` : '');
    else say(this.reading, row ? `${name}: ${count(row.rsvps)} RSVPs, ${percent(row.rsvps, this.board.rsvps)}, ${count(row.going)} going, rank ${row.rank}` : `${name}: none`);
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
