/** The figures under the header. */

import { byId, make, say } from './dom.js';
import { brief, count, percent, rate, windowName, windowSeconds } from './format.js';
import { countTo } from './motion.js';

const list = byId('facts');
const facts = Object.fromEntries(
  ['rsvps', 'received', 'saved', 'late', 'lag'].map((name) => {
    const term = make('dt');
    const value = make('span', { class: 'big' });
    const note = make('span', { class: 'note' });
    list.append(make('div', { 'data-fact': name }, term, make('dd', {}, value, note)));
    return [name, { term, value, note }];
  }),
);

export function showFacts(live, window) {
  const cities = live?.boards.cities;
  const seconds = windowSeconds(window);
  fact('rsvps', window === 'all' ? 'RSVPs, all time' : `RSVPs in ${windowName(window)}`, cities?.rsvps, cities && seconds ? `${rate(cities.rsvps / seconds)} a second` : cities ? `in ${count(cities.keys)} cities` : '');
  const status = live?.status;
  const records = status?.records;
  const distinct = records ? records.new : null;
  const echoes = records ? records.duplicate + records.stale : 0;
  fact('received', 'Records received', records?.received, records ? `${rate(status.receivedPerSecond)} a second now` : '');
  fact('saved', 'Distinct RSVPs', distinct, records ? `${brief(echoes)} echoes left out, ${percent(echoes, records.received - records.filtered - records.invalid)}` : '');
  fact('late', 'Late', records?.late, records ? `${brief(records.invalid)} invalid${worst(status)}` : '');
  fact('lag', 'Kafka lag', status?.lag, status ? `${status.partitions.length} partition${status.partitions.length === 1 ? '' : 's'}` : '');
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

function worst(status) {
  const reasons = Object.entries(status.invalidReasons).sort((a, b) => b[1] - a[1]);
  return reasons.length ? `, most ${reasons[0][0].replace(/[_:]/g, ' ')}` : '';
}
