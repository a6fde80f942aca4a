/** One line under the header for each problem: which partitions, why, and what to do. */

import { byId, hide, make, say } from './dom.js';

const list = byId('troubles');

/** @param troubles { partitions: such as "Partition 3", or empty for all of it, text } */
export function showTroubles(troubles) {
  hide(list, troubles.length === 0);
  while (list.children.length > troubles.length) list.lastChild.remove();
  while (list.children.length < troubles.length) list.append(make('li', {}, make('b'), make('span')));
  troubles.forEach(({ partitions, text }, i) => {
    const [who, why] = list.children[i].children;
    say(who, partitions ? `${partitions}: ` : '');
    say(why, text);
  });
}
