/**
 * Numbers that count up to where they are, in few steps and all on one timer that stops when none
 * moves: every step is a frame, and frames are what a page costs. So the last step comes when rows
 * that glide arrive, and shares their frame.
 */

import { say } from './dom.js';

const TICK_MS = 225;
/** How far a number is from where it was, tick by tick; the first with what brought the number. */
const WAY = [0.6, 1];
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
    if (!moving.has(element)) say(element, format(value));
    return;
  }
  moving.set(element, { from: moving.get(element)?.now ?? shown, to: value, ticks: 0, format });
  step(element);
  timer ??= setInterval(tick, TICK_MS);
}

function tick() {
  for (const element of moving.keys()) step(element);
  if (moving.size === 0) {
    clearInterval(timer);
    timer = null;
  }
}

function step(element) {
  const move = moving.get(element);
  const part = mayMove() && element.isConnected ? WAY[move.ticks++] : 1;
  move.now = Math.round(move.from + (move.to - move.from) * part);
  say(element, move.format(move.now));
  if (part === 1) moving.delete(element);
}
