/** What the viewer chose. The address holds all of it, so it can be shared and gone back to. */

import { first } from './first.js';

const SIZES = [5, 10, 20, 50].filter((n) => n <= first.mostRows);
const DEFAULTS = {
  window: first.windows.includes('5m') ? '5m' : first.windows[0],
  view: 'overview',
  rows: SIZES.includes(10) ? 10 : first.mostRows,
  by: 'rsvps',
  theme: 'auto',
  kiosk: false,
  at: null,
};

export const choices = {
  window: first.windows,
  view: ['overview', ...first.dimensions],
  rows: SIZES,
  by: ['rsvps', 'going'],
  theme: ['auto', 'light', 'dark'],
};

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
  current = { ...current, ...patch };
  const address = location.pathname + write(current);
  if (address !== location.pathname + location.search) {
    history[step ? 'pushState' : 'replaceState'](null, '', address);
  }
  listeners.forEach((listener) => listener(current, before));
}

window.addEventListener('popstate', () => {
  const before = current;
  current = read();
  listeners.forEach((listener) => listener(current, before));
});

function read() {
  const query = new URLSearchParams(location.search);
  const found = { ...DEFAULTS };
  for (const [name, allowed] of Object.entries(choices)) {
    const value = allowed.find((choice) => String(choice) === query.get(name));
    if (value !== undefined) found[name] = value;
  }
  found.kiosk = query.get('kiosk') === '1';
  found.at = /^\d{1,15}$/.test(query.get('at') ?? '') ? Number(query.get('at')) : null;
  return found;
}

function write(chosen) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen)) {
    if (value !== DEFAULTS[name]) query.set(name, value === true ? '1' : value);
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}
