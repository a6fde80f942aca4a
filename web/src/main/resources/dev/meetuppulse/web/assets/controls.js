/** The choices under the figures: what they offer, and what they say is chosen. */

import { byId, make } from './dom.js';
import { choices, choose, onOptions, options } from './options.js';
import { title } from './ranking.js';

const VIEWS = { overview: 'Overview', trending: 'Trending' };
const LABELS = {
  window: (name) => (name === 'all' ? 'All' : name),
  view: (name) => VIEWS[name] ?? title(name),
  rows: String,
  measure: (name) => (name === 'going' ? 'Going' : 'RSVPs'),
};
const THEMES = { auto: 'Auto', light: 'Light', dark: 'Dark' };

let awake = null;

segments('windows', 'window');
segments('views', 'view');
segments('sizes', 'rows');
segments('measures', 'measure');
byId('controls').addEventListener('submit', (event) => event.preventDefault());
byId('theme').addEventListener('click', nextTheme);
byId('kiosk').addEventListener('click', toggleKiosk);
onOptions(reflect);
reflect();

export function nextTheme() {
  const at = choices.theme.indexOf(options().theme);
  choose({ theme: choices.theme[(at + 1) % choices.theme.length] }, false);
}

export function toggleKiosk() {
  choose({ kiosk: !options().kiosk });
}

function segments(id, name) {
  const set = byId(id);
  for (const value of choices[name]) {
    const input = make('input', { type: 'radio', name, value: String(value) });
    input.addEventListener('change', () => choose({ [name]: value }));
    set.append(make('label', {}, input, make('span', {}, LABELS[name](value))));
  }
}

function reflect() {
  const chosen = options();
  for (const name of Object.keys(LABELS)) {
    for (const input of document.querySelectorAll(`input[name=${name}]`)) input.checked = input.value === String(chosen[name]);
  }
  const root = document.documentElement;
  if (chosen.theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = chosen.theme;
  byId('theme').querySelector('span').textContent = THEMES[chosen.theme];
  byId('theme').setAttribute('aria-label', `Theme: ${THEMES[chosen.theme]}`);
  root.classList.toggle('kiosk', chosen.kiosk);
  root.dataset.view = chosen.view;
  byId('kiosk').setAttribute('aria-pressed', chosen.kiosk);
  keepAwake(chosen.kiosk);
}

/** A wall screen should not go dark; where the browser refuses, nothing is lost. */
async function keepAwake(wanted) {
  if (!wanted) {
    awake?.release();
    awake = null;
  } else if (!awake && navigator.wakeLock) {
    awake = await navigator.wakeLock.request('screen').catch(() => null);
  }
}
