/** Yes against no: declined to the left of the middle, going to the right, each as its share. */

import { makeSvg, set } from './dom.js';

const HALF = 48;
const HEIGHT = 8;

export function balance() {
  return makeSvg(
    'svg',
    { class: 'balance', viewBox: `0 0 ${2 * HALF} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    makeSvg('rect', { class: 'no', height: HEIGHT }),
    makeSvg('rect', { class: 'yes', x: HALF, height: HEIGHT }),
    makeSvg('path', { class: 'middle', d: `M${HALF} 0v${HEIGHT}` }),
  );
}

/** @param counts { rsvps, yes, no } */
export function weigh(svg, { rsvps, yes, no }) {
  const [left, right] = svg.children;
  const long = (part) => ((HALF * part) / Math.max(1, rsvps)).toFixed(1);
  set(left, 'x', (HALF - long(no)).toFixed(1));
  set(left, 'width', long(no));
  set(right, 'width', long(yes));
}
