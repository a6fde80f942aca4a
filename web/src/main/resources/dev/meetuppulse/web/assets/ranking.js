/**
 * One board as a live ranking: an ordered list whose rows keep their identity and glide to their
 * new place. A row that leaves slides into the slot below the last; one that enters comes from it.
 */

import d3 from './d3.js';
import { balance, weigh } from './balance.js';
import { hide, make, mark, order, say, set, vary } from './dom.js';
import { brief, count, percent, windowName } from './format.js';
import { countTo, mayMove } from './motion.js';
import { draw, SHORTEST_MS, sparkline } from './spark.js';

const LEAVE_MS = 400;
const LEAST = 0.006;
const LEAP = 0.03;
const ALMOST_HOUR_MS = 3_540_000;
const MINUTE_MS = 60_000;
const NAMES = {
  cities: ['Cities', 'city', 'cities'],
  topics: ['Topics', 'topic', 'topics'],
  states: ['States', 'state', 'states'],
  groups: ['Groups', 'group', 'groups'],
  events: ['Events', 'event', 'events'],
};

export const title = (dimension) => NAMES[dimension][0];

export class Ranking {
  /**
   * @param dimension what is ranked
   * @param card shows a row's details; takes { row, board, element } or null
   * @param pick takes the key of a row that was chosen
   */
  constructor(dimension, card, pick) {
    this.dimension = dimension;
    this.card = card;
    this.list = make('ol', { class: 'rows' });
    this.total = make('span', { class: 'total' });
    this.nothing = make('p', { class: 'nothing', hidden: true });
    this.sparkHead = make('span', { class: 'h-spark' });
    this.balanceHead = make('span', { class: 'h-balance' }, 'no · yes');
    this.shareHead = make('span', { class: 'h-share' });
    this.valueHead = make('span', { class: 'h-value' });
    this.element = make(
      'section',
      { class: 'panel', 'data-dimension': dimension, 'aria-labelledby': `title-${dimension}` },
      make(
        'header',
        {},
        make('h2', { id: `title-${dimension}` }, title(dimension)),
        this.total,
      ),
      make(
        'div',
        { class: 'heads', 'aria-hidden': 'true' },
        make('span', { class: 'h-rank' }, '#'),
        make('span', { class: 'h-name' }, NAMES[dimension][1]),
        this.sparkHead,
        this.balanceHead,
        this.shareHead,
        this.valueHead,
      ),
      this.list,
      this.nothing,
    );
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
    this.drawn = true;

    const [, one, many] = NAMES[this.dimension];
    say(this.total, board ? `${count(board.keys)} ${board.keys === 1 ? one : many}, ${count(board.rsvps)} RSVPs` : '');
    say(this.valueHead, measure === 'going' ? 'going' : 'RSVPs');
    say(this.shareHead, measure === 'going' ? 'RSVPs' : 'share');
    hide(this.nothing, top.length > 0 || !board);
    if (!this.nothing.hidden) say(this.nothing, `No RSVPs in the window of ${windowName(window).toLowerCase()}.`);

    const items = d3
      .select(this.list)
      .selectAll(':scope > li')
      .data(top, (row) => row.key);
    items.exit().each(function () {
      leave(this);
    });
    const entered = items.enter().append(() => this.enter());
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
    const span = Math.max(SHORTEST_MS, clocks.at(-1) - clocks[0]);
    say(this.sparkHead, clocks.length === 0 ? '' : span > ALMOST_HOUR_MS ? 'last hour' : `last ${Math.floor(span / MINUTE_MS)} min`);
    d3.select(this.list)
      .selectAll(':scope > li')
      .each(function (row) {
        draw(this.parts.spark, clocks, rows[row.key] ?? [row[measure]], SHORTEST_MS);
      });
  }

  /** Lights the rows that a test picks, and dims the others; null lights all. */
  light(test) {
    mark(this.list, 'lit', test !== null);
    for (const item of this.list.children) mark(item, 'light', test !== null && test(item.__data__));
  }

  enter() {
    const parts = {
      rank: make('span', { class: 'rank' }),
      move: make('span', { class: 'move', 'aria-hidden': 'true' }),
      moved: make('span', { class: 'hidden' }),
      name: make('span', { class: 'name' }),
      bar: make('span', { class: 'bar', 'aria-hidden': 'true' }),
      spark: sparkline(),
      balance: balance(),
      share: make('span', { class: 'share' }),
      value: make('span', { class: 'value' }),
      unit: make('span', { class: 'hidden' }),
    };
    const item = make(
      'li',
      {},
      make(
        'button',
        { type: 'button', class: 'row', tabindex: '-1' },
        parts.rank,
        make('span', { class: 'track' }, parts.bar, parts.name),
        parts.move,
        parts.moved,
        parts.spark,
        parts.balance,
        parts.share,
        parts.value,
        parts.unit,
      ),
    );
    item.parts = parts;
    return item;
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
