/**
 * Numbers that count up to where they are, all on one timer that stops when none moves. It ticks no
 * faster than digits can be read: a frame for each would cost more than all else on the page.
 */

import d3 from './d3.js';

const DURATION_MS = 600;
const TICK_MS = 100;
const STEP = 3;

const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
const moving = new Map();
let timer = null;

/** Whether things may move. */
export const mayMove = () => !calm.matches && !document.hidden;

/** Lets an element's number run from the one it shows to this one. */
export function countTo(element, value, format) {
  const shown = element.shownNumber;
  element.shownNumber = value;
  if (shown === undefined || Math.abs(shown - value) < STEP || !mayMove()) {
    if (shown !== value) moving.delete(element);
    if (!moving.has(element)) write(element, format(value));
    return;
  }
  moving.set(element, { from: moving.get(element)?.now ?? shown, to: value, start: performance.now(), format });
  timer ??= setInterval(tick, TICK_MS);
}

function tick() {
  const now = performance.now();
  for (const [element, move] of moving) {
    const t = mayMove() ? Math.min(1, (now - move.start) / DURATION_MS) : 1;
    move.now = Math.round(move.from + (move.to - move.from) * d3.easeCubicOut(t));
    write(element, move.format(move.now));
    if (t === 1 || !element.isConnected) moving.delete(element);
  }
  if (moving.size === 0) {
    clearInterval(timer);
    timer = null;
  }
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
