/** Copy or download what is shown, as CSV or JSON. */

import { byId } from './dom.js';
import { sayAloud } from './speak.js';

const COLUMNS = ['dimension', 'window', 'clock', 'measure', 'rank', 'was', 'key', 'label', 'rsvps', 'yes', 'no', 'going'];

/** @param shown gives the boards in view */
export function offerSaving(shown) {
  const menu = byId('saving');
  menu.addEventListener('click', async (event) => {
    const wish = event.target.closest('button')?.dataset.save;
    if (!wish) return;
    menu.hidePopover();
    const [how, form] = wish.split(' ');
    const text = form === 'link' ? location.href : form === 'csv' ? csv(shown()) : JSON.stringify(shown(), null, 2);
    if (how === 'copy') toast((await copied(text)) ? `Copied ${form === 'link' ? 'the link' : form.toUpperCase()}` : 'The browser refused to copy');
    else download(text, form);
  });
}

/** Boards as CSV by RFC 4180; a cell that a spreadsheet would run as a formula is defused. */
export function csv(boards) {
  const lines = boards.flatMap((board) =>
    board.rows.map((row) => [board.dimension, board.window, new Date(board.clock).toISOString(), board.measure ?? 'rsvps', ...COLUMNS.slice(4).map((name) => row[name] ?? '')]),
  );
  return [COLUMNS, ...lines].map((line) => line.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value) {
  let text = String(value);
  if (typeof value === 'string' && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function download(text, form) {
  const address = URL.createObjectURL(new Blob([text], { type: form === 'csv' ? 'text/csv' : 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `meetup-pulse-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${form}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

let gone;

function toast(text) {
  const note = byId('toast');
  note.textContent = text;
  note.hidden = false;
  sayAloud(text);
  clearTimeout(gone);
  gone = setTimeout(() => (note.hidden = true), 2500);
}
