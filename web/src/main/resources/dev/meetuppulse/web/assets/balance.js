/** Yes against no: declined to the left of the middle, going to the right, each as its share. */

import { set } from './dom.js';

const HALF = 48;

/** @param counts { rsvps, yes, no } */
export function weigh(svg, { rsvps, yes, no }) {
  const [left, right] = svg.children;
  const long = (part) => ((HALF * part) / Math.max(1, rsvps)).toFixed(1);
  set(left, 'x', (HALF - long(no)).toFixed(1));
  set(left, 'width', long(no));
  set(right, 'width', long(yes));
}
