/** Sparklines: the last hour of a row in the height of a line, with a dot where it is now. */

import d3 from './d3.js';
import { set } from './dom.js';

const WIDTH = 96;
const HEIGHT = 24;
const INSET = 3;
/** A shorter past fills only the end of the line. */
export const SHORTEST_MS = 60_000;
/** A change by less than this part, or by less than this many, is not drawn at full height. */
const LEAST_PART = 0.1;
const LEAST = 4;

/**
 * Draws values (null where the row was not on the board) at their times; the same arrays only once.
 * @param clocks ascending, as many as values
 * @param shortest what the width spans at least, in what clocks are
 */
export function draw(svg, clocks, values, shortest) {
  if (svg.drawn === values && svg.over === clocks) return;
  svg.drawn = values;
  svg.over = clocks;
  const [area, line, now] = svg.children;
  const known = values.filter((value) => value !== null);
  const last = clocks.at(-1);
  const span = Math.max(last - clocks[0], shortest);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const tall = Math.max(high - low, high * LEAST_PART, LEAST);
  const floor = Math.max(0, (high + low - tall) / 2);
  const x = (_, i) => WIDTH - INSET - ((last - clocks[i]) / span) * (WIDTH - INSET);
  const y = (value) => HEIGHT - INSET - ((value - floor) / tall) * (HEIGHT - 2 * INSET);
  const defined = (value) => value !== null;
  set(line, 'd', known.length < 2 ? '' : d3.line().defined(defined).x(x).y(y).curve(d3.curveMonotoneX)(values));
  set(area, 'd', known.length < 2 ? '' : d3.area().defined(defined).x(x).y0(HEIGHT).y1(y).curve(d3.curveMonotoneX)(values));
  set(now, 'd', defined(values.at(-1) ?? null) ? `M${WIDTH - INSET} ${y(values.at(-1)).toFixed(1)}h0` : '');
}
