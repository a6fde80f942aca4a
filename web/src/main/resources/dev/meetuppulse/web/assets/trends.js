/** What is trending and why, and what changed lately. */

import d3 from './d3.js';
import { clone, hide, make, mark, order, say, set, vary } from './dom.js';
import { age, count, few, isolated, moment, one, usual } from './format.js';
import { patience } from './poll.js';
import { draw } from './spark.js';
import { DOWN_MS } from './truth.js';

const EVERY_MS = 3000;
const IN_OVERVIEW = 4;
const MAX_CHANGES = 50;
const DAY_MS = 86_400_000;
/** The height of the line above uncertain entries, as a part of an entry's. */
const CALM_SLOTS = 0.52;
const MINUTES = Array.from({ length: 60 }, (_, minute) => minute);

export class Trends {
  /**
   * @param first the trends the page came with
   * @param pick takes the dimension and key of an entry that was chosen
   */
  constructor(first, pick) {
    this.pick = pick;
    this.trends = first?.error ? null : first;
    const [rising, changes] = ['rising', 'changes'].map((kind) => document.querySelector(`.panel.${kind}`));
    this.elements = [rising, changes];
    this.rising = rising.querySelector('ol');
    this.changes = changes.querySelector('ol');
    this.note = rising.querySelector('.total');
    this.calm = rising.querySelector('.calm');
    this.quiet = changes.querySelector('.calm');
    for (const item of this.rising.children) this.adopt(item);
    for (const item of this.changes.children) adoptChange(item);
    document.addEventListener('visibilitychange', () => this.plan());
    this.plan();
  }

  plan() {
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = setTimeout(() => this.load(), EVERY_MS);
  }

  async load() {
    try {
      const response = await fetch('api/v1/trends', { cache: 'no-cache', signal: patience().signal });
      const trends = await response.json();
      if (response.ok && !trends?.error) {
        this.trends = trends;
        this.changed();
      }
    } catch {
      // The poll of the boards reports that the server is gone; what is shown is marked as old.
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
   * @param status of the boards, or null
   */
  show({ whole, only, now, status }) {
    const { trends } = this;
    this.whole = whole;
    const behind = status && trends ? status.publishedAt - trends.publishedAt : 0;
    const old = behind >= DOWN_MS;
    this.elements.forEach((element) => mark(element, 'old', old));
    const there = ({ dimension, key, cities }) =>
      only?.by !== 'city' || (dimension === 'cities' && key === only.key) || cities.some((city) => city.key === only.key);
    const rising = (trends?.rising ?? []).filter(there);
    const calm = rising.length === 0;
    const all = (calm ? (trends?.leading ?? []).filter(there) : rising).sort((a, b) => b.score - a.score);
    const shown = whole ? all : all.slice(0, calm ? IN_OVERVIEW - 1 : IN_OVERVIEW);
    const above = calm ? CALM_SLOTS : 0;
    say(this.note, old ? `nothing new for ${age(behind)}` : all.length > shown.length ? `${shown.length} of ${all.length}` : '');
    hide(this.calm, !calm);
    if (calm) say(this.calm, trends && !trends.warm ? 'Still learning what is usual.' : shown.length > 0 ? 'Nothing is clearly trending. Closest:' : 'Nothing is trending right now.');

    mark(this.elements[0], 'bare', shown.length === 0);
    const items = d3
      .select(this.rising)
      .selectAll(':scope > li')
      .data(shown, nameOf);
    items.exit().remove();
    const entries = items
      .enter()
      .append(() => this.adopt(clone('rising')))
      .merge(items);
    order(this.rising, entries.nodes());
    vary(this.rising, '--n', above + shown.length);
    place(this.rising);
    entries.each(function (rising, i) {
      vary(this, '--i', above + i);
      fill(this.parts, rising, { now, whole, clock: trends.clock });
    });
    this.showChanges({ whole, only, now });
  }

  showChanges({ whole, only, now }) {
    const isShown = ({ dimension, key, place }) => only?.by !== 'city' || (dimension === 'cities' ? key : place) === only.key;
    const changes = (this.trends?.changes ?? []).filter(isShown).slice(0, whole ? MAX_CHANGES : 2 * IN_OVERVIEW);
    mark(this.elements[1], 'bare', changes.length === 0);
    hide(this.quiet, changes.length > 0);
    const lines = d3
      .select(this.changes)
      .selectAll(':scope > li')
      .data(changes, changeOf);
    lines.exit().remove();
    vary(this.changes, '--n', changes.length);
    place(this.changes);
    lines
      .enter()
      .append(() => adoptChange(clone('change')))
      .merge(lines)
      .order()
      .each(function (change, i) {
        const [time, text] = this.parts;
        vary(this, '--i', i);
        say(time, short(change.at, now));
        set(time, 'datetime', new Date(change.at).toISOString());
        say(text, sentence(change, now));
        set(text, 'title', text.textContent);
      });
  }

  adopt(item) {
    const part = (name) => item.querySelector(`.${name}`);
    item.parts = { name: part('what'), kind: part('kind'), why: part('why').firstChild, since: part('since'), where: part('where'), times: part('times'), spark: part('spark') };
    item.parts.name.addEventListener('click', () => this.pick(item.__data__.dimension, item.__data__.key));
    if (item.dataset.key) item.__data__ = keyed(item.dataset.key);
    return item;
  }
}

const nameOf = ({ dimension, key, within }) => `${dimension} ${key}${within ? `\t${within}` : ''}`;
const changeOf = ({ at, dimension, key, place }) => `${at} ${nameOf({ dimension, key, within: place })}`;

/** What the server wrote as the key of an entry: its dimension, a space, its key; a tab and the city within which it rises, if any. */
function keyed(text) {
  const at = text.indexOf(' ');
  const [key, within] = text.slice(at + 1).split('\t');
  return { dimension: text.slice(0, at), key, within };
}

/** Elements that the server wrote take their place without a glide. */
function place(list) {
  mark(list, 'still', !list.classList.contains('placed'));
  mark(list, 'placed', true);
}

function adoptChange(item) {
  item.parts = [...item.children];
  const { key } = item.dataset;
  if (key) {
    const { within: place, ...name } = keyed(key.slice(key.indexOf(' ') + 1));
    item.__data__ = { at: Number(key.slice(0, key.indexOf(' '))), ...name, place };
  }
  return item;
}

function fill(parts, rising, { now, whole, clock }) {
  const { dimension, label, within, now: seen, expected, since, scale, cities, events, minutes, alongside } = rising;
  const today = scale === 'day' && clock - since <= DAY_MS;
  say(parts.name, within ? `${isolated(label)} in ${isolated(within)}` : label);
  say(parts.kind, one(dimension) + company(alongside, whole));
  say(parts.why, `${count(seen)} RSVPs${today ? ' today' : ''}, usually ${usual(expected)}`);
  say(parts.since, `, since ${short(since, now)}`);
  say(parts.times, `${few(seen / Math.max(expected, 0.1))}×`);
  draw(parts.spark, MINUTES, minutes, 0);
  const from = dimension === 'cities' || within ? [] : cities.map((city) => isolated(city.label));
  const places = whole || from.length < 2 ? from.join('; ') : `${from[0]} and elsewhere`;
  const carried = events.slice(0, whole ? 3 : 2);
  const all = [...(places ? [places] : []), ...carried.map(link)];
  const where = make('p', {}, ...all.flatMap((part, i) => (i ? [' · ', part] : [part])));
  if (where.innerHTML !== parts.where.innerHTML) parts.where.replaceChildren(...where.childNodes);
}

/** Other topics of the same events. */
function company(alongside, whole) {
  if (alongside.length === 0) return '';
  return `, with ${whole || alongside.length === 1 ? alongside.map(isolated).join(', ') : `${alongside.length} more`}`;
}

function link({ label, link: address }) {
  if (!address) return isolated(label);
  return make('a', { href: address, rel: 'noreferrer', target: '_blank' }, isolated(label));
}

function sentence({ label, place, alongside, now: seen, expected, since }, now) {
  const [name, other] = [label, ...alongside].map(isolated);
  const who = alongside.length === 0 ? `${name} is trending` : alongside.length === 1 ? `${name} and ${other} are trending` : `${name} and ${alongside.length} more are trending`;
  return `${who}${place ? ` in ${isolated(place)}` : ''}: ${count(seen)} RSVPs, usually ${usual(expected)}, since ${short(since, now)}`;
}

/** Hours and minutes; the date too unless it is today's. */
const short = (ms, now) => moment(ms, now).slice(0, -3);
