/** Keyboard shortcuts, and the sheet that lists them. */

import { byId, make } from './dom.js';
import { choices, choose, options } from './options.js';

const sheet = byId('keys');
const bindings = [];

/** Binds a key; the sheet lists it. */
export function bind(key, meaning, action, shown = key) {
  bindings.push({ key, action });
  byId('keylist').append(make('div', {}, make('dt', {}, make('kbd', {}, shown)), make('dd', {}, meaning)));
}

export function cycle(name, step) {
  const all = choices[name];
  if (all.length === 0) return;
  const at = all.indexOf(options()[name]);
  choose({ [name]: all[(at + step + all.length) % all.length] });
}

export const showKeys = () => (sheet.open ? sheet.close() : sheet.showModal());

byId('help').addEventListener('click', showKeys);
document.addEventListener('keydown', (event) => {
  // On a Mac with a German or French keyboard, brackets need Option.
  if (event.ctrlKey || event.metaKey || (event.altKey && !'[]'.includes(event.key)) || event.defaultPrevented) return;
  const target = event.target;
  const presses = target.closest('button, a, input, summary');
  if (event.key === ' ' && presses) return;
  if (sheet.open && event.key !== '?') return;
  const binding = bindings.find(({ key }) => key === event.key);
  if (!binding) return;
  event.preventDefault();
  binding.action();
});
