/** The viewer's choices. The address holds all of them, so they can be shared and returned to. */

import { first } from './first.js';
import { one } from './format.js';

const DEFAULTS = {
  window: first.window,
  view: 'overview',
  rows: Math.min(10, first.mostRows),
  measure: 'rsvps',
  theme: 'auto',
  kiosk: false,
  at: null,
  only: null,
};
/** As the API takes them. */
const LONGEST_KEY = 1000;
/** What can be filtered by, and the dimension it is a key of. */
export const FILTERS = Object.fromEntries(first.dimensions.map((dimension) => [one(dimension), dimension]));

export const choices = {
  window: first.windows,
  view: ['overview', 'trending', ...first.dimensions],
  rows: first.sizes,
  measure: ['rsvps', 'going'],
  theme: ['auto', 'light', 'dark'],
};

/** The address that the server has read, and put its reading into the page. */
const opened = location.search;
let current = read();
const listeners = [];

/** The options in force; never changed in place. */
export const options = () => current;

/** Calls back after each change with the options and what they were. */
export const onOptions = (listener) => listeners.push(listener);

/**
 * Changes some of them.
 * @param step false to replace the address instead of adding one to go back to
 */
export function choose(patch, step = true) {
  const before = current;
  current = consistent({ ...current, ...patch }, patch);
  const address = location.pathname + write(current);
  if (address !== location.pathname + location.search) {
    try {
      history[step ? 'pushState' : 'replaceState'](null, '', address);
    } catch {
      // Browsers limit how often; the next change is written whole.
    }
  }
  listeners.forEach((listener) => listener(current, before));
}

window.addEventListener('popstate', () => {
  const before = current;
  current = read();
  listeners.forEach((listener) => listener(current, before));
});

/** Whether other boards are chosen than those that are published. */
export const selected = ({ only, measure }) => only !== null || measure !== DEFAULTS.measure;

/** Whether nothing is known of the last hour of the boards that are chosen. */
export const forgotten = (chosen) => selected(chosen) && !first.remembered.includes(chosen.window);

/** All time can be neither filtered nor measured otherwise: what was chosen last wins. */
function consistent(chosen, patch) {
  if (!selected(chosen)) return chosen;
  if (patch.window === 'all' || first.windows.every((name) => name === 'all')) return { ...chosen, only: null, measure: DEFAULTS.measure };
  const longest = first.windows.filter((name) => name !== 'all').at(-1) ?? chosen.window;
  const possible = { ...chosen, window: chosen.window === 'all' ? longest : chosen.window };
  return forgotten(possible) ? { ...possible, at: null } : possible;
}

function read() {
  if (location.search === opened) return { ...DEFAULTS, ...first.chosen };
  const query = new URLSearchParams(location.search);
  const found = { ...DEFAULTS };
  for (const [name, allowed] of Object.entries(choices)) {
    const value = allowed.find((choice) => String(choice) === query.get(name));
    if (value !== undefined) found[name] = value;
  }
  const rows = query.get('rows');
  if (/^\d{1,4}$/.test(rows) && rows >= 1 && rows <= first.mostRows) found.rows = Number(rows);
  found.kiosk = query.get('kiosk') === '1';
  found.at = /^\d{1,15}$/.test(query.get('at') ?? '') ? Number(query.get('at')) : null;
  if (found.window === 'all' || (found.at !== null && !first.remembered.includes(found.window))) return { ...found, measure: DEFAULTS.measure };
  const only = Object.keys(FILTERS).find((name) => query.get(name) && query.get(name).length <= LONGEST_KEY);
  if (only) found.only = { by: only, key: query.get(only) };
  return found;
}

function write(chosen) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) {
    if (name === 'only') {
      if (value) query.set(value.by, value.key);
    } else if (value !== DEFAULTS[name]) query.set(name, value === true ? '1' : value);
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** The query for the chosen boards, as the API takes it: live or history. */
export function question({ window, rows, only, measure }, what = 'live') {
  const query = new URLSearchParams({ rows });
  if (measure !== DEFAULTS.measure) query.set('measure', measure);
  if (only) query.set(only.by, only.key);
  return `api/v1/${what}/${window}?${query}`;
}

/** Whether two choices ask for the same boards. */
export const sameQuestion = (a, b) => question(a) === question(b);

/** Chooses a filter; choosing the current one removes it. */
export function filterBy(dimension, key) {
  const by = Object.keys(FILTERS).find((name) => FILTERS[name] === dimension);
  const { only } = current;
  choose({ only: only?.by === by && only.key === key ? null : { by, key } });
}
