/**
 * How current and complete the shown boards are: one word, a shape, a detail, and a line for each
 * problem. Pure functions: time and everything else is an argument.
 */

import { age, count, moment } from './format.js';

/** ms without an update after which boards are stale, and after which Storm is assumed to be down. */
export const STALE_MS = 5000;
export const DOWN_MS = 15_000;
/** ms by which the topology's clock may be off without a warning. */
const SKEW_MS = 30_000;

/** Words for a reason that holds for every partition; any other is "Stuck". */
const WORDS = {
  paused: 'Paused in Storm',
  away: 'Storm is down',
  kafka_away: 'Kafka is down',
  no_topic: 'No topic',
  store: 'Redis refuses',
};

/**
 * @param now the server's time, ms
 * @param status as published, or null
 * @param silent ms since the status last changed
 * @param refusal why Redis takes no writes, or null
 * @param error the server's last error, or null
 * @param lost whether the server can't be reached
 * @param next seconds until the next try
 * @param boards by dimension, or null
 * @param missed RSVPs missed while the viewer has paused, or null
 * @param at the moment looked back to, or null
 * @param loading whether its boards have not come yet
 * @returns state, word, detail, whether the boards are old, and troubles: { partitions, text }
 */
export function judge({ now, status, silent, refusal, error, lost, next, boards = {}, missed, at, loading = false }) {
  const troubles = status ? [...rivalOf(status), ...troublesOf(status)] : [];
  const verdict = (state, word, detail = '', old = false) => ({ state, word, detail, old, troubles });
  const again = `next try in ${next} s`;
  if (lost) return verdict('reconnecting', 'Reconnecting', `the page’s server does not answer; ${again}`, true);
  if (error) return { ...failed(error, again), troubles: [] };
  if (at !== null) return verdict('past', 'Looking back', `${loading ? 'loading' : 'to'} ${moment(at, now)}`, loading);
  if (refusal) {
    troubles.unshift({ partitions: '', text: refusal });
    return verdict('down', 'Redis refuses writes', 'nothing new is counted', true);
  }
  if (!status) return verdict('none', 'No data yet', 'waiting for the first board', true);
  if (status.reason && !finished(status)) return halted(status, now, verdict);
  if (silent >= STALE_MS && status.clockKind !== 'event') {
    return silent >= DOWN_MS
      ? verdict('down', 'Storm is down', `nothing counted for ${age(silent)}`, true)
      : verdict('stale', 'Stale', `no news for ${age(silent)}`, true);
  }
  const { names, behind } = lateBoards(status, boards);
  if (behind >= DOWN_MS) return verdict('stuck', 'Boards are stuck', `${names}: nothing new for ${age(behind)}`, true);
  if (behind >= STALE_MS) return verdict('stale', 'Stale', `${names}: nothing new for ${age(behind)}`, true);
  if (status.kafkaDown) return verdict('down', 'Kafka is down', 'no new RSVPs; counts so far are kept', true);
  if (status.stuck > 0) return verdict('stuck', stuckWord(status), `${count(status.lag)} records wait${others(status)}`);
  if (missed !== null) return verdict('paused', 'Paused', `${count(missed)} RSVP${missed === 1 ? '' : 's'} since`);
  if (status.rebuilding) return verdict('rebuilding', 'Rebuilding', `${rebuilt(status)} of the recent stream read again`);
  if (silent >= STALE_MS || finished(status)) return verdict('recording', 'Recording', 'all of it is counted');
  return verdict('live', 'Live', skew(now - status.publishedAt - silent));
}

/** Windows end with the topology's clock, so a viewer must know if it is far off. */
const skew = (ms) => (Math.abs(ms) < SKEW_MS ? '' : `the topology’s clock is ${age(Math.abs(ms))} ${ms > 0 ? 'behind' : 'ahead'}`);

/** The server answers, but has no boards. */
function failed({ error, message }, again) {
  if (error === 'redis_down') return { state: 'down', word: 'Redis is down', detail: `showing the last good boards; ${again}`, old: true };
  const word = error === 'redis_refuses' ? 'Redis refuses' : 'Server error';
  return { state: 'down', word, detail: `${message}; ${again}`, old: true };
}

/** No partition makes progress, all for one reason. */
function halted(status, now, verdict) {
  const since = status.since ? ` for ${age(now - status.since)}` : '';
  const state = status.reason === 'paused' ? 'halted' : 'down';
  const word = WORDS[status.reason] ?? 'Stuck';
  return verdict(state, word, onlyBoards(status) ? 'not all boards are published' : `nothing counted${since}`, true);
}

/** Whether Redis takes what is counted, but not all boards. */
const onlyBoards = ({ reason, partitions }) => reason === 'store' && partitions.some((p) => !p.reason);

/** The boards that are no longer published while the status is, and ms since the oldest was. */
function lateBoards({ publishedAt, clockKind, revision, clock }, boards) {
  // By a recording's clock a board is published only if it changes.
  const isCurrent = (board) => clockKind === 'event' && board.revision === revision && board.clock === clock;
  const isLate = (board) => publishedAt - board.publishedAt >= STALE_MS && !isCurrent(board);
  const late = Object.values(boards).filter((board) => board && !board.measure && isLate(board));
  return { names: late.map(({ dimension }) => dimension).join(', '), behind: Math.max(0, ...late.map((board) => publishedAt - board.publishedAt)) };
}

/** Whether a recording was counted to its end, after which its topology may be gone. */
const finished = ({ clockKind, reason, lag }) => clockKind === 'event' && reason === 'away' && lag === 0;

const others = ({ stuck, partitions }) => (stuck < partitions.length ? '; other partitions continue' : '');

function stuckWord({ stuck, partitions }) {
  const [first] = partitions.filter(({ reason }) => reason);
  return stuck === 1 && first ? `Partition ${first.partition} is stuck` : `${stuck} of ${partitions.length} partitions are stuck`;
}

/** One line for each reason and each loss, with the partitions it holds for. */
function troublesOf(status) {
  if (finished(status)) return [];
  const whole = status.reason ? [{ partitions: '', text: status.text ?? '' }] : [];
  if (status.reason && !onlyBoards(status)) return [...whole, ...lossesOf(status)];
  const byText = new Map();
  for (const { partition, reason, text } of status.partitions) {
    if (reason) byText.set(text, [...(byText.get(text) ?? []), partition]);
  }
  return [...whole, ...[...byText].map(([text, partitions]) => ({ partitions: named(partitions), text })), ...lossesOf(status)];
}

/** Another topology that wanted to count into the same boards. */
function rivalOf({ refusedDeployment: other }) {
  if (!other) return [];
  return [{ partitions: '', text: `The topology ${other.name} (topic ${other.topic}) was refused, because these boards belong to another topology; give it a redis.prefix of its own` }];
}

const lossesOf = ({ partitions }) => partitions.filter((p) => p.lost > 0).map(({ partition, lost, lostText }) => ({ partitions: named([partition]), text: `${count(lost)} record${lost === 1 ? '' : 's'} lost: ${lostText}` }));

const named = (partitions) => (partitions.length === 1 ? `Partition ${partitions[0]}` : `Partitions ${partitions.join(', ')}`);

function rebuilt(status) {
  const behind = status.partitions.reduce((sum, p) => sum + Math.max(0, p.rebuildEnd - p.next), 0);
  const whole = status.partitions.reduce((sum, p) => sum + p.rebuildEnd, 0);
  return whole ? `${Math.floor(100 * (1 - behind / whole))}%` : 'part';
}
