/** The figures under the header. */

import { byId, say } from './dom.js';
import { brief, count, pace, percent, span, windowSeconds } from './format.js';
import { countTo } from './motion.js';

const facts = Object.fromEntries(
  [...byId('facts').children].map((fact) => [
    fact.dataset.fact,
    { term: fact.querySelector('dt'), value: fact.querySelector('.big'), note: fact.querySelector('.note') },
  ]),
);

/** @param live status and boards; @param window what they are of */
export function showFacts(live, window) {
  const cities = live?.boards.cities;
  const seconds = windowSeconds(window);
  const often = cities?.rsvps && seconds ? pace(cities.rsvps / seconds) : '';
  fact('rsvps', window === 'all' ? 'RSVPs, all time' : `RSVPs in the ${span(window)}`, cities?.rsvps, cities && !seconds ? `in ${count(cities.keys)} ${cities.keys === 1 ? 'city' : 'cities'}` : often);
  const status = live?.status;
  const records = status?.records;
  const distinct = records ? records.new : null;
  const judged = records ? records.received - records.filtered - records.invalid : 0;
  const removed = records ? records.duplicate + records.stale : 0;
  fact('received', 'Records received', records?.received, records ? received(status) : '');
  fact('saved', 'Distinct RSVPs', distinct, records ? `${brief(removed)} duplicates removed${judged > 0 ? `, ${percent(removed, judged)}` : ''}` : '');
  fact('late', 'Late', records?.late, records ? `${brief(records.invalid)} invalid${worst(status)}` : '');
  fact('lag', 'Kafka lag', status?.lag, status ? partitions(status) : '');
}

function fact(name, term, value, note) {
  const { term: t, value: v, note: n } = facts[name];
  say(t, term);
  if (value === undefined || value === null) {
    v.shownNumber = undefined;
    say(v, '–');
  } else {
    countTo(v, value, brief);
  }
  say(n, note);
}

const received = ({ receivedPerSecond }) => (receivedPerSecond > 0 ? `${pace(receivedPerSecond)} now` : 'none in the last 10 s');

function partitions({ partitions: { length }, stuck }) {
  const all = `${length} partition${length === 1 ? '' : 's'}`;
  return stuck ? `${stuck} of ${all} stuck` : all;
}

function worst(status) {
  const reasons = Object.entries(status.invalidReasons).sort((a, b) => b[1] - a[1]);
  return reasons.length ? `, most ${reasons[0][0].replace(/[_:]/g, ' ')}` : '';
}
