/** Numbers and times as people read them. */

const whole = new Intl.NumberFormat('en-US');
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export const count = (n) => whole.format(Math.round(n));

/** A name within a sentence: letters that run from right to left turn nothing around but themselves. */
export const isolated = (name) => `\u2068${name.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;

/** One of a dimension: city of cities. */
export const one = (dimension) => dimension.replace(/ies$/, 'y').replace(/s$/, '');

/** Whole up to 99,999, then 123K, 1.2M. */
export const brief = (n) => (n < 100_000 ? count(n) : short.format(n));

/** Whole up to 9,999, then 12.3K: for where there is little room. */
export const tight = (n) => (n < 10_000 ? count(n) : short.format(n));

/** One decimal where it matters: 3, 3.4, 12. */
export const few = (n) => (n < 9.95 ? n.toFixed(1).replace('.0', '') : count(n));

/** A usual number; a small one is never written as none. */
export const usual = (n) => (n < 0.05 ? 'under 0.1' : few(n));

/** How often something happens: 23/s, 2.4/min, 3/h. */
export function pace(perSecond) {
  if (perSecond >= 1) return `${few(perSecond)}/s`;
  return perSecond * 60 >= 1 ? `${few(perSecond * 60)}/min` : `${few(perSecond * 3600)}/h`;
}

export function percent(part, all) {
  if (!all) return '–';
  const p = (100 * part) / all;
  return `${p >= 99.95 ? 100 : p.toFixed(p < 0.1 && p > 0 ? 2 : 1)}%`;
}

/** The time of day; with the date too unless it is today's. */
export function moment(ms, now) {
  const time = clock.format(ms);
  return day.format(ms) === day.format(now) ? time : `${day.format(ms)}, ${time}`;
}

export function age(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return `${s} s`;
  if (s < 600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d`;
}

/** How long ago, in words. */
export const ago = (ms) => (ms < 2000 ? 'just now' : `${age(ms)} ago`);

/** 5m is "last 5 min", 1h is "last hour", all is "all time". */
export function span(name) {
  if (name === 'all') return 'all time';
  const n = Number(name.slice(0, -1));
  const [one, many] = { s: ['second', 's'], m: ['minute', 'min'], h: ['hour', 'hours'], d: ['day', 'days'] }[name.slice(-1)];
  return n === 1 ? `last ${one}` : `last ${n} ${many}`;
}

/** Seconds that a window spans; null for all. */
export function windowSeconds(name) {
  if (name === 'all') return null;
  return Number(name.slice(0, -1)) * { s: 1, m: 60, h: 3600, d: 86_400 }[name.slice(-1)];
}
