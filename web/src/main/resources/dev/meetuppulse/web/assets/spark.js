/** Sparklines: the last hour of a row in the height of a line. */

import d3 from './d3.js';
import { makeSvg, set } from './dom.js';

const WIDTH = 96;
const HEIGHT = 24;

export function sparkline() {
  return makeSvg(
    'svg',
    { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    makeSvg('path', { class: 'area' }),
    makeSvg('path', { class: 'line' }),
  );
}

/**
 * Draws values (null where the row was not on the board) at their times; the same arrays only once.
 * @param clocks ms, ascending, as many as values
 */
export function draw(svg, clocks, values) {
  if (svg.drawn === values && svg.over === clocks) return;
  svg.drawn = values;
  svg.over = clocks;
  const [area, line] = svg.children;
  const known = values.filter((value) => value !== null);
  if (known.length < 2) {
    area.removeAttribute('d');
    line.removeAttribute('d');
    return;
  }
  const first = clocks[0];
  const span = clocks[clocks.length - 1] - first || 1;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const floor = high === low ? low - 1 : low - (high - low) * 0.15;
  const x = (_, i) => ((clocks[i] - first) / span) * WIDTH;
  const y = (value) => HEIGHT - 2 - ((value - floor) / (high - floor)) * (HEIGHT - 4);
  const defined = (value) => value !== null;
  set(line, 'd', d3.line().defined(defined).x(x).y(y).curve(d3.curveMonotoneX)(values));
  set(area, 'd', d3.area().defined(defined).x(x).y0(HEIGHT).y1(y).curve(d3.curveMonotoneX)(values));
}
