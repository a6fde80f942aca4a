/**
 * One board as a live ranking: an ordered list whose rows keep their identity and glide to their
 * new place. A row that leaves slides into the slot below the last; one that enters comes from it.
 */

import d3 from './d3.js';
import { weigh } from './balance.js';
import { clone, hide, mark, order, say, set, vary } from './dom.js';
import { brief, count, one, percent, span } from './format.js';
import { countTo, mayMove } from './motion.js';
import { draw, SHORTEST_MS } from './spark.js';

const LEAVE_MS = 400;
const LEAST = 0.006;
const LEAP = 0.03;
const ALMOST_HOUR_MS = 3_540_000;
const MINUTE_MS = 60_000;

export class Ranking {
  /**
   * @param dimension what is ranked; its element is in the page, with the first rows
   * @param card shows a row's details; takes { row, board, element } or null
   * @param pick takes the key of a row that was chosen
   */
  constructor(dimension, card, pick) {
    this.dimension = dimension;
    this.card = card;
    this.element = document.querySelector(`.panel[data-dimension=${dimension}]`);
    const part = (name) => this.element.querySelector(`.${name}`);
    this.list = part('rows');
    this.total = part('total');
    this.inexact = part('inexact');
    this.nothing = part('nothing');
    this.sparkHead = part('h-spark');
    this.shareHead = part('h-share');
    this.valueHead = part('h-value');
    for (const item of this.list.children) adopt(item, { key: item.dataset.key });
    this.list.addEventListener('click', (event) => {
      const item = event.target.closest('li');
      if (item && !item.classList.contains('leaving')) pick(item.__data__.key);
    });
    this.list.addEventListener('keydown', (event) => this.step(event));
    this.list.addEventListener('pointerover', (event) => this.point(event.target));
    this.list.addEventListener('pointerleave', () => this.card(null));
    this.list.addEventListener('focusin', (event) => this.point(event.target));
    this.list.addEventListener('focusout', () => this.card(null));
  }

  /**
   * Shows a board.
   * @param board as the API gives it, or null
   * @param shown { rows, measure, window, picked: the key filtered by, or null }
   */
  show(board, { rows, measure, window, picked }) {
    const top = board ? board.rows.slice(0, rows) : [];
    const most = Math.max(1, ...top.map((row) => row[measure]));
    vary(this.list, '--n', rows);
    this.board = board;
    this.measure = measure;
    const still = !this.drawn || !mayMove();
    mark(this.list, 'still', still);
    mark(this.list, 'placed', true);
    this.drawn = true;

    say(this.total, board ? `${count(board.keys)} ${board.keys === 1 ? one(this.dimension) : this.dimension}, ${count(board.rsvps)} RSVPs${board.exact ? ', exact' : ''}` : '');
    hide(this.inexact, !board || board.exact);
    if (!this.inexact.hidden) say(this.inexact, inexact(board));
    say(this.valueHead, measure === 'going' ? 'going' : 'RSVPs');
    say(this.shareHead, measure === 'going' ? 'RSVPs' : 'share');
    hide(this.nothing, top.length > 0 || !board);
    if (!this.nothing.hidden) say(this.nothing, `No RSVPs in the ${span(window)}.`);

    const items = d3
      .select(this.list)
      .selectAll(':scope > li')
      .data(top, (row) => row.key);
    items.exit().each(function () {
      leave(this);
    });
    const entered = items.enter().append(() => adopt(clone('row')));
    const merged = entered.merge(items);
    order(this.list, [...merged.nodes(), ...this.list.querySelectorAll(':scope > li.leaving')]);
    merged.each(function (row, i) {
      update(this, row, i, { most, measure, total: board.rsvps, picked, weighed: Boolean(board.measure) });
    });
    this.rove();
  }

  /** Takes away the rows that have left. */
  sweep() {
    for (const item of this.list.querySelectorAll(':scope > .leaving')) if (item.goesAt <= performance.now()) item.remove();
  }

  /** Draws the last hour: { clocks, rows: { key: values } }; of a row that is not in it, where it is now. */
  past({ clocks, rows }) {
    const { measure } = this;
    const reach = Math.max(SHORTEST_MS, clocks.at(-1) - clocks[0]);
    say(this.sparkHead, clocks.length === 0 ? '' : reach > ALMOST_HOUR_MS ? 'last hour' : `last ${Math.floor(reach / MINUTE_MS)} min`);
    d3.select(this.list)
      .selectAll(':scope > li')
      .each(function (row) {
        draw(this.parts.spark, clocks, Object.hasOwn(rows, row.key) ? rows[row.key] : [row[measure]], SHORTEST_MS);
      });
  }

  /** Lights the rows that a test picks, and dims the others; null lights all. */
  light(test) {
    mark(this.list, 'lit', test !== null);
    for (const item of this.list.children) mark(item, 'light', test !== null && test(item.__data__));
  }

  /** One row is in the tab order; arrows go to the others. */
  rove() {
    const buttons = this.buttons();
    const kept = buttons.find((button) => button.tabIndex === 0);
    if (!kept && buttons.length > 0) buttons[0].tabIndex = 0;
  }

  step(event) {
    const buttons = this.buttons();
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || buttons[to] === undefined) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
  }

  buttons() {
    return [...this.list.querySelectorAll(':scope > li:not(.leaving) > button')];
  }

  point(target) {
    const item = target.closest('li');
    if (item && !item.classList.contains('leaving')) this.card({ row: item.__data__, board: this.board, element: item });
  }
}

/** How far a board may be off. */
function inexact({ shortBy, unlisted }) {
  const parts = [];
  if (shortBy > 0) parts.push(`a count may be short by up to ${count(shortBy)}`);
  if (unlisted > 0) parts.push(`${count(unlisted)} ${unlisted === 1 ? 'RSVP has' : 'RSVPs have'} no row`);
  return `Not exact: ${parts.join(', and ')}`;
}

/** Finds the parts of a row. */
function adopt(item, datum) {
  const part = (name) => item.querySelector(`.${name}`);
  item.parts = Object.fromEntries(['rank', 'move', 'moved', 'name', 'bar', 'spark', 'balance', 'share', 'value', 'unit'].map((name) => [name, part(name)]));
  item.filled = item.dataset.f ? Number(item.dataset.f) / 100 : undefined;
  if (datum) item.__data__ = datum;
  return item;
}

function leave(item) {
  if (item.classList.contains('leaving')) return;
  item.classList.add('leaving');
  if (item.contains(document.activeElement)) {
    const next = item.nextElementSibling ?? item.previousElementSibling;
    next?.querySelector('button')?.focus();
  }
  item.goesAt = mayMove() ? performance.now() + LEAVE_MS : 0;
}

function update(item, row, i, { most, measure, total, picked, weighed }) {
  const { parts } = item;
  mark(item, 'leaving', false);
  vary(item, '--i', i);
  grow(item, row[measure] / most);
  set(item.firstChild, 'aria-pressed', row.key === picked);
  say(parts.rank, String(row.rank));
  say(parts.name, row.label);
  set(parts.name, 'title', row.label);
  const [kind, sign, spoken] = change(row);
  set(parts.move, 'data-kind', kind);
  say(parts.move, sign);
  say(parts.moved, spoken);
  say(parts.share, measure === 'going' ? brief(row.rsvps) : percent(row.rsvps, total));
  if (weighed) weigh(parts.balance, row);
  countTo(parts.value, row[measure], brief);
  say(parts.unit, `${measure === 'going' ? ' going' : ' RSVPs'}${weighed ? `, ${row.yes} yes, ${row.no} no` : ''}`);
}

/**
 * A bar that would change by less than the eye can see stays as it is; only one that changes by
 * more than a little takes its time, for what moves costs a frame each time.
 */
function grow(item, part) {
  const by = Math.abs(part - (item.filled ?? 0));
  if (item.filled !== undefined && by < LEAST && part < 1) return;
  item.filled = part;
  mark(item, 'leaps', by >= LEAP);
  vary(item, '--f', part.toFixed(4));
}

function change({ rank, was }) {
  if (was === null) return ['new', 'new', ', new here'];
  if (was > rank) return ['up', `▲${was - rank}`, `, up ${was - rank}`];
  if (was < rank) return ['down', `▼${rank - was}`, `, down ${rank - was}`];
  return ['same', '', ''];
}
