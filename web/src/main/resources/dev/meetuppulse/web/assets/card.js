/** Details of a row, shown beside it while it is hovered or focused. */

import { byId, make, makeSvg } from './dom.js';
import { count, percent } from './format.js';

const card = byId('card');
let shownFor = null;

/** @param pointed { row, board, element }, or null */
export function showCard(pointed) {
  shownFor?.querySelector('button')?.removeAttribute('aria-describedby');
  shownFor = pointed?.element ?? null;
  card.hidden = !pointed;
  if (!pointed) return;
  const { row, board, element } = pointed;
  element.querySelector('button')?.setAttribute('aria-describedby', 'card');
  const other = row.rsvps - row.yes - row.no;
  card.replaceChildren(
    make('h3', {}, row.label),
    make('p', {}, `rank ${row.rank}${moved(row)}`),
    split(row),
    list([
      ['RSVPs', count(row.rsvps), percent(row.rsvps, board.rsvps)],
      ['yes', count(row.yes), percent(row.yes, row.rsvps)],
      ['no', count(row.no), percent(row.no, row.rsvps)],
      ...(other > 0 ? [['other', count(other), percent(other, row.rsvps)]] : []),
      ['going', count(row.going), row.yes ? `${(row.going / row.yes).toFixed(2)} per yes` : ''],
    ]),
  );
  place(element);
}

document.addEventListener('keydown', (event) => event.key === 'Escape' && showCard(null));
window.addEventListener('scroll', () => showCard(null), { passive: true });

function moved({ rank, was }) {
  if (was === null) return ', not on the board 30 s ago';
  return was === rank ? '' : `, ${was} 30 s ago`;
}

function split({ yes, no, rsvps }) {
  const share = (n) => (100 * n) / Math.max(1, rsvps);
  return makeSvg(
    'svg',
    { class: 'split', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    makeSvg('rect', { class: 'yes', width: share(yes), height: 6 }),
    makeSvg('rect', { class: 'no', x: share(yes), width: share(no), height: 6 }),
  );
}

function list(lines) {
  return make('dl', {}, ...lines.map(([term, value, note]) => make('div', {}, make('dt', {}, term), make('dd', {}, value), make('dd', { class: 'note' }, note))));
}

function place(element) {
  const row = element.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = Math.min(row.left + row.width * 0.32, window.innerWidth - width - 8);
  const below = row.bottom + 6;
  const top = below + height > window.innerHeight ? row.top - height - 6 : below;
  card.style.left = `${Math.max(8, left)}px`;
  card.style.top = `${Math.max(8, top)}px`;
}
