/** Tells a screen reader what changed: politely, and at most every 15 s. */

import { byId } from './dom.js';
import { count, span } from './format.js';

const EVERY_MS = 15_000;

let spokenAt = -EVERY_MS;
let spoken = '';

/** Announces this at once, in response to the viewer; other announcements wait until it is read. */
export function sayAloud(text) {
  spokenAt = performance.now();
  byId('speech').textContent = text;
}

/** @param verdict what the state is; @param boards those in view; @param chosen the options */
export function speak(verdict, boards, { window, measure }) {
  const leaders = boards
    .filter((board) => board?.rows.length)
    .slice(0, 2)
    .map(({ dimension, rows: [row] }) => ({ dimension, label: row.label, measured: row[measure] }));
  const news = verdict.word + leaders.map(({ label }) => label).join();
  if (news === spoken || performance.now() - spokenAt < EVERY_MS) return;
  spoken = news;
  const lead = leaders.map(({ dimension, label, measured }) => `${label} leads the ${dimension} with ${count(measured)} ${measure === 'going' ? 'going' : 'RSVPs'}`);
  sayAloud([`${verdict.word}.`, `In the ${span(window)}, ${lead.join('; ') || 'nothing yet'}.`].join(' '));
}
