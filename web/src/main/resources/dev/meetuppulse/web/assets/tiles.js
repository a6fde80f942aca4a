/** The US as tiles of one size, each a state, as warm as it is active. */

import { mark, say, set } from './dom.js';
import { count, percent, tight } from './format.js';

const STEPS = 6;
export class Tiles {
  /**
   * @param pointed takes the state pointed at, or null
   * @param pick takes the state that was chosen
   */
  constructor(pointed, pick) {
    this.element = document.querySelector('.panel.map');
    this.reading = this.element.querySelector('.total');
    this.list = this.element.querySelector('.tiles');
    this.tiles = new Map();
    for (const tile of this.list.children) {
      const button = tile.firstChild;
      const [, value, name] = button.children;
      button.place = [Number(tile.dataset.x), Number(tile.dataset.y)];
      this.tiles.set(button.dataset.stateCode, { button, value, unit: name, name: name.textContent.split(', ')[1] });
    }
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
    const unit = measure === 'going' ? 'going' : 'RSVPs';
    for (const [state, { button, value, name, unit: read }] of this.tiles) {
      const n = rows.get(state)?.[measure] ?? 0;
      set(button, 'data-heat', n === 0 ? 0 : Math.max(1, Math.ceil(STEPS * Math.sqrt(n / most))));
      say(value, n === 0 ? '' : tight(n));
      say(read, ` ${unit}, ${name}`);
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
