/** The controls under the figures, kept in step with the chosen options. */

import { byId } from './dom.js';
import { choices, choose, onOptions, options } from './options.js';

const THEMES = { auto: 'Auto', light: 'Light', dark: 'Dark' };

let awake = null;

byId('controls').addEventListener('change', ({ target }) => {
  const value = choices[target.name]?.find((choice) => String(choice) === target.value);
  if (value !== undefined) choose({ [target.name]: value });
});
byId('controls').addEventListener('submit', (event) => event.preventDefault());
byId('theme').addEventListener('click', nextTheme);
byId('kiosk').addEventListener('click', toggleKiosk);
document.addEventListener('visibilitychange', keepAwake);
onOptions(reflect);
reflect();

export function nextTheme() {
  const at = choices.theme.indexOf(options().theme);
  choose({ theme: choices.theme[(at + 1) % choices.theme.length] }, false);
}

export function toggleKiosk() {
  choose({ kiosk: !options().kiosk });
}

function reflect() {
  const chosen = options();
  for (const input of byId('controls').querySelectorAll('input[type=radio]')) input.checked = input.value === String(chosen[input.name]);
  const root = document.documentElement;
  if (chosen.theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = chosen.theme;
  byId('theme').querySelector('span').textContent = THEMES[chosen.theme];
  byId('theme').setAttribute('aria-label', `Theme: ${THEMES[chosen.theme]}`);
  root.classList.toggle('kiosk', chosen.kiosk);
  root.dataset.view = chosen.view;
  byId('kiosk').setAttribute('aria-pressed', chosen.kiosk);
  keepAwake();
}

/** A wall screen should not go dark; where the browser refuses, nothing is lost. Hiding the page ends a lock. */
async function keepAwake() {
  const isWanted = () => options().kiosk && !document.hidden;
  const isHeld = () => awake !== null && !awake.released;
  if (!isWanted()) awake?.release();
  else if (!isHeld() && navigator.wakeLock) {
    const lock = await navigator.wakeLock.request('screen').catch(() => null);
    if (isWanted() && !isHeld()) awake = lock;
    else lock?.release();
  }
}
