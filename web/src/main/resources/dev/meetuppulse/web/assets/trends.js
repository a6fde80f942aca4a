/** What is trending and why, and what changed lately. */

import d3 from './d3.js';
import { hide, make, order, say, set, vary } from './dom.js';
import { count, moment } from './format.js';
import { draw, sparkline } from './spark.js';

const EVERY_MS = 3000;
const IN_OVERVIEW = 4;
/** What is said above entries that are not sure takes the place of one. */
const CALM_SLOTS = 0.75;
const MINUTES = Array.from({ length: 60 }, (_, minute) => minute);
const KINDS = { topics: 'topic', cities: 'city', groups: 'group' };

export class Trends {
  /**
   * @param first the trends the page came with
   * @param pick takes the dimension and key of an entry that was chosen
   */
  constructor(first, pick) {
    this.pick = pick;
    this.trends = first?.error ? null : first;
    this.rising = make('ol', { class: 'rising' });
    this.changes = make('ol', { class: 'changes' });
    this.note = make('span', { class: 'total' });
    this.calm = make('p', { class: 'calm' });
    this.quiet = make('p', { class: 'calm' });
    this.elements = [
      panel('rising', 'Trending', this.note, this.calm, this.rising),
      panel('changes', 'What changed', '', this.changes, this.quiet),
    ];
    document.addEventListener('visibilitychange', () => this.plan());
    this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = setTimeout(() => this.load(), EVERY_MS);
  }

  async load() {
    try {
      const response = await fetch('api/v1/trends', { cache: 'no-cache' });
      const trends = response.ok ? await response.json() : null;
      if (!trends?.error) {
        this.trends = trends;
        this.changed();
      }
    } catch {
      // The poll of the boards tells that the server is gone.
    }
    this.plan();
  }

  /** Calls back when there are new trends. */
  onChange(listener) {
    this.changed = listener;
  }

  /**
   * @param whole whether all of it is shown, or the most surprising
   * @param only what the boards are filtered by, or null; a city shows what rises there
   * @param now the server's time, ms
   */
  show({ whole, only, now }) {
    const { trends } = this;
    const there = ({ dimension, key, cities }) =>
      only?.by !== 'city' || (dimension === 'cities' && key === only.key) || cities.some((city) => city.key === only.key);
    const rising = (trends?.rising ?? []).filter(there);
    const calm = rising.length === 0;
    const all = (calm ? (trends?.leading ?? []).filter(there) : rising).sort((a, b) => b.score - a.score);
    const shown = whole ? all : all.slice(0, calm ? IN_OVERVIEW - 1 : IN_OVERVIEW);
    const above = calm ? CALM_SLOTS : 0;
    say(this.note, all.length > shown.length ? `${shown.length} of ${all.length}` : '');
    hide(this.calm, !calm);
    say(this.calm, trends && !trends.warm ? 'Still learning what is usual: this takes a while of the stream.' : shown.length > 0 ? 'Nothing surely rises. Nearest to it:' : 'Nothing comes more often than it should right now.');

    const items = d3
      .select(this.rising)
      .selectAll(':scope > li')
      .data(shown, ({ dimension, key }) => `${dimension} ${key}`);
    items.exit().remove();
    const entries = items
      .enter()
      .append(() => this.entry())
      .merge(items);
    order(this.rising, entries.nodes());
    vary(this.rising, '--n', above + shown.length);
    entries.each(function (rising, i) {
      vary(this, '--i', above + i);
      fill(this.parts, rising, { now, whole });
    });

    const told = ({ dimension, key, place }) => only?.by !== 'city' || (dimension === 'cities' ? key : place) === only.key;
    const changes = (trends?.changes ?? []).filter(told).slice(0, whole ? 50 : 2 * IN_OVERVIEW);
    hide(this.quiet, changes.length > 0);
    say(this.quiet, 'Nothing has begun to rise yet.');
    const lines = d3
      .select(this.changes)
      .selectAll(':scope > li')
      .data(changes, ({ at, dimension, key }) => `${at} ${dimension} ${key}`);
    lines.exit().remove();
    vary(this.changes, '--n', changes.length);
    lines
      .enter()
      .append(() => make('li', {}, make('time'), make('span')))
      .merge(lines)
      .order()
      .each(function (change, i) {
        vary(this, '--i', i);
        say(this.firstChild, short(change.at, now));
        set(this.firstChild, 'datetime', new Date(change.at).toISOString());
        say(this.lastChild, sentence(change, now));
        set(this.lastChild, 'title', this.lastChild.textContent);
      });
  }

  entry() {
    const parts = {
      name: make('button', { type: 'button', class: 'what' }),
      kind: make('span', { class: 'kind' }),
      why: make('span'),
      since: make('span', { class: 'since' }),
      where: make('p', { class: 'where' }),
      times: make('span', { class: 'times' }),
      spark: sparkline(),
    };
    const item = make(
      'li',
      {},
      make('div', {}, make('p', { class: 'head' }, parts.name, parts.kind), make('p', { class: 'why' }, parts.why, parts.since), parts.where),
      parts.spark,
      parts.times,
    );
    parts.name.addEventListener('click', () => this.pick(item.__data__.dimension, item.__data__.key));
    item.parts = parts;
    return item;
  }
}

function panel(kind, name, note, ...body) {
  return make(
    'section',
    { class: `panel ${kind}`, 'aria-labelledby': `title-${kind}` },
    make('header', {}, make('h2', { id: `title-${kind}` }, name), note),
    ...body,
  );
}

function fill(parts, { dimension, label, now: seen, expected, since, cities, events, minutes, alongside }, { now, whole }) {
  say(parts.name, label);
  say(parts.kind, KINDS[dimension] + company(alongside, whole));
  say(parts.why, `${count(seen)} RSVPs, ${few(expected)} expected`);
  say(parts.since, `, since ${short(since, now)}`);
  say(parts.times, `${few(seen / Math.max(expected, 0.1))}×`);
  set(parts.times, 'title', 'times what was to be expected');
  draw(parts.spark, MINUTES, minutes, 0);
  const from = dimension === 'cities' ? [] : cities.map((city) => city.label);
  const places = whole || from.length < 2 ? from.join('; ') : `${from[0]} and elsewhere`;
  const carried = events.slice(0, whole ? 3 : 2);
  const key = JSON.stringify([places, carried]);
  if (parts.where.dataset.key === key) return;
  parts.where.dataset.key = key;
  parts.where.replaceChildren(...(places ? [places] : []));
  carried.forEach((event, i) => parts.where.append(i || places ? ' · ' : '', link(event)));
}

/** What the same events carry too. */
function company(alongside, whole) {
  if (alongside.length === 0) return '';
  return `, with ${whole ? alongside.join(', ') : alongside.length === 1 ? alongside[0] : `${alongside.length} more`}`;
}

function link({ label, link: address }) {
  if (!address) return make('span', {}, label);
  return make('a', { href: address, rel: 'noreferrer', target: '_blank' }, label);
}

function sentence({ label, place, alongside, now: seen, expected, since }, now) {
  const who = alongside.length === 0 ? `${label} rises` : alongside.length === 1 ? `${label} and ${alongside[0]} rise` : `${label} and ${alongside.length} more rise`;
  return `${who}${place ? ` in ${place}` : ''}: ${count(seen)} RSVPs, ${few(expected)} expected, since ${short(since, now)}`;
}

/** Hours and minutes; the date too unless it is today's. */
const short = (ms, now) => moment(ms, now).slice(0, -3);

const few = (n) => (n < 9.95 ? n.toFixed(1).replace('.0', '') : count(n));
