/** Brings the parts together: the data, the options and the view. */

import { weigh } from './balance.js';
import { showCard } from './card.js';
import { nextTheme, toggleKiosk } from './controls.js';
import { byId, hide, mark, say } from './dom.js';
import { showFacts } from './facts.js';
import { first } from './first.js';
import { ago, count, moment, percent, span } from './format.js';
import { bind, cycle, showKeys } from './keys.js';
import { Lookback } from './lookback.js';
import { choices, choose, filterBy, FILTERS, forgotten, onOptions, options, question, sameQuestion, selected } from './options.js';
import { patience, Poll } from './poll.js';
import { Ranking } from './ranking.js';
import { forgiveSilence, noteNews, silence } from './news.js';
import { offerSaving } from './save.js';
import { speak } from './speak.js';
import { Tiles } from './tiles.js';
import { Trends } from './trends.js';
import { showTroubles } from './troubles.js';
import { judge } from './truth.js';

const TICK_MS = 1200;
const RETRY_MS = 3000;
const BAD_REQUEST = 400;
const SIDE_ROWS = 5;
const NO_PAST = { clocks: [], rows: {} };
const USUAL = ['cities', 'topics'];
const MAIN = USUAL.some((dimension) => first.dimensions.includes(dimension)) ? USUAL : first.dimensions.slice(0, 2);
const MAIN_IF_FILTERED = [...new Set([...MAIN, 'groups', 'events'])];

let skew = first.now - Date.now();
let live = first.live.error ? null : first.live;
let past = null;
let looking = null;
let understood = question(options());
/** Reload at most once: a second reload that still mismatches would loop. */
let mayReload = performance.getEntriesByType('navigation')[0]?.type !== 'reload';
let error = first.live.error ?? null;
let lost = false;
let paused = null;
let history = {};
let ticking;
const waiting = new Set();

const serverNow = () => Date.now() + skew;

const tiles = new Tiles((state) => rankings.forEach((ranking) => ranking.light(state === null ? null : inState(state, ranking.dimension))), (state) => filterBy('states', state));
const rankings = new Map(
  first.dimensions.map((dimension) => [dimension, new Ranking(dimension, (pointed) => point(dimension, pointed), (key) => filterBy(dimension, key))]),
);
const trends = new Trends(first.trends, filterBy);
const poll = new Poll(() => question(options()), answered);
if (live) poll.seed(first.tag);
noteNews(live?.status, performance.now());
show();
trends.onChange(() => soon(showTrends));
poll.start();
const lookback = new Lookback(serverNow, (boards) => {
  history = boards;
  soon(showHistory);
});

onOptions((chosen, before) => {
  const other = !sameQuestion(chosen, before);
  if (other) {
    if (paused !== null) togglePause();
    poll.ask();
  }
  if (chosen.at !== before.at || (chosen.at !== null && other)) lookBack(chosen);
  show();
});

function answered(answer) {
  if (answer.serverTime && Math.abs(answer.serverTime + 500 - serverNow()) > 1500) skew = answer.serverTime + 500 - Date.now();
  const wasBad = lost || error;
  lost = Boolean(answer.lost);
  error = answer.error ?? null;
  const asked = question(options());
  const refused = error?.error === 'bad_request';
  if (answer.data || answer.same) understood = asked;
  // The topology offers other windows, rows or filters than this page was made for.
  if (refused && mayReload && understood === asked) location.reload();
  mayReload ||= !refused && !lost;
  if (answer.data) {
    live = answer.data;
    noteNews(live.status, performance.now());
    if (isOther(live.counting)) location.reload();
  }
  if (paused === null && (!answer.same || wasBad)) show();
  else showState();
}

/** Whether the topology counts other windows or dimensions than this page was made for. */
const isOther = (counting) => counting && ['windows', 'dimensions'].some((name) => counting[name].join() !== first[name].join());

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) forgiveSilence(performance.now());
  showState();
});

/** The address of the boards of the moment that is looked back to. */
function momentOf(chosen) {
  return `${question(chosen)}&at=${chosen.at}`;
}

/** Whether a moment is looked back to, but the boards shown are of another. */
function isLoading() {
  return options().at !== null && past?.moment !== momentOf(options());
}

/** Asks for the boards of a moment until they come; an answer that comes after another choice is dropped. */
async function lookBack(chosen) {
  looking?.abort();
  looking = null;
  if (chosen.at === null) {
    past = null;
    show();
    return;
  }
  const mine = patience();
  looking = mine;
  const answer = await fetch(momentOf(chosen), { signal: mine.signal })
    .then((response) => (response.status === BAD_REQUEST ? { boards: {} } : response.ok ? response.json() : null))
    .catch(() => null);
  if (looking !== mine) return;
  if (answer && !answer.error) {
    past = { ...answer, moment: momentOf(chosen) };
    show();
  } else setTimeout(() => looking === mine && lookBack(chosen), RETRY_MS);
}

function show() {
  const chosen = options();
  const shown = inView();
  const main = mainBoards(chosen, shown);
  for (const [dimension, ranking] of rankings) {
    const board = shown?.boards[dimension] ?? null;
    const overview = chosen.view === 'overview';
    const visible = overview ? !(chosen.only && board?.keys === 1) : dimension === chosen.view;
    hide(ranking.element, !visible);
    mark(ranking.element, 'main', main.includes(dimension));
    if (visible) {
      const rows = overview && !main.includes(dimension) ? Math.min(SIDE_ROWS, chosen.rows) : chosen.rows;
      const picked = chosen.only && FILTERS[chosen.only.by] === dimension ? chosen.only.key : null;
      ranking.show(board, { rows, measure: chosen.measure, window: shown?.window ?? chosen.window, picked });
    }
  }
  const oneState = Boolean(chosen.only) && shown?.boards.states?.keys === 1;
  hide(tiles.element, !first.dimensions.includes('states') || (chosen.view !== 'states' && (chosen.view !== 'overview' || oneState)));
  tiles.show(shown?.boards.states ?? null, chosen.measure);
  showTrends();
  showFacts(shown && { ...shown, status: shown.status ?? live?.status }, shown?.window ?? chosen.window);
  showHistory();
  showFilter(chosen.only, shown);
  const nothing = !Object.values(live?.boards ?? {}).some(Boolean) && !error && !lost;
  hide(byId('empty'), !nothing);
  hide(byId('boards'), nothing);
  showState();
}

/** The two boards that come first: of a filter, two that have more than one row. */
function mainBoards({ only }, shown) {
  if (!only) return MAIN;
  return MAIN_IF_FILTERED.filter((dimension) => shown?.boards[dimension]?.keys !== 1).slice(0, 2);
}

function showHistory() {
  rankings.forEach((ranking, dimension) => !ranking.element.hidden && ranking.past(history[dimension] ?? NO_PAST));
}

function showTrends() {
  const { view, only, at } = options();
  const visible = at === null && (view === 'overview' || view === 'trending');
  trends.elements.forEach((element) => hide(element, !visible));
  const whole = view === 'trending';
  if (visible && (paused === null || whole !== trends.whole)) trends.show({ whole, only, now: serverNow(), status: live?.status });
}

function showFilter(only, shown) {
  const none = forgotten(options());
  hide(byId('only'), !only);
  hide(byId('lookback'), none);
  hide(byId('nopast'), !none);
  mark(byId('boards'), 'selected', selected(options()));
  mark(byId('boards'), 'pastless', none);
  showTotal(selected(options()) ? shown?.total : null);
  if (!only) return;
  const row = shown?.boards[FILTERS[only.by]]?.rows.find(({ key }) => key === only.key);
  say(byId('only').querySelector('b'), row?.label ?? only.key);
  say(byId('only').querySelector('i'), only.by);
}

/** Going against declined, of all that is selected. */
function showTotal(total) {
  hide(byId('total'), !total);
  if (!total) return;
  weigh(byId('total').querySelector('svg'), total);
  const [no, yes, going] = byId('total').querySelectorAll('b');
  say(no, `${count(total.no)} no, ${percent(total.no, total.rsvps)}`);
  say(yes, `${count(total.yes)} yes, ${percent(total.yes, total.rsvps)}`);
  say(going, `${count(total.going)} people going`);
}

/** The data shown: the past, the state when it was paused, or the latest. */
function inView() {
  if (options().at !== null && past) return past;
  return paused ? paused.live : live;
}

/** Draws in the next frame that is due anyway: each costs. */
function soon(draw) {
  waiting.add(draw);
}

/**
 * Shows how current it is, and again in a second unless an update comes first: one frame for both. A hidden
 * page doesn't ask, so it doesn't know.
 */
function showState() {
  clearTimeout(ticking);
  ticking = setTimeout(showState, TICK_MS);
  if (document.hidden) return entitle('');
  waiting.forEach((draw) => draw());
  waiting.clear();
  rankings.forEach((ranking) => ranking.sweep());
  const now = serverNow();
  const status = live?.status ?? null;
  const missed = paused === null ? null : counted(status) - counted(paused.live?.status);
  const next = Math.max(0, Math.ceil((poll.next - Date.now()) / 1000));
  const silent = silence(status, performance.now(), now);
  const verdict = judge({ now, status, silent, refusal: live?.refusal ?? null, error, lost, next, boards: live?.boards, missed, at: options().at, loading: isLoading() });
  showTroubles(verdict.troubles);
  const state = byId('state');
  if (state.dataset.state !== verdict.state) {
    state.dataset.state = verdict.state;
    state.querySelector('use').setAttribute('href', `#s-${verdict.state}`);
  }
  say(state.querySelector('strong'), verdict.word);
  say(state.querySelector('.detail'), verdict.detail);
  mark(document.documentElement, 'old', verdict.old && live !== null);
  const shown = inView();
  const clock = shown?.status?.clock ?? shown?.boards.cities?.clock;
  const updated = shown === live && status ? silent : now - (shown?.status?.publishedAt ?? clock);
  say(byId('asof'), clock ? `as of ${moment(clock, now)} · updated ${ago(updated)}` : '');
  entitle(verdict.state === 'live' ? '' : `${verdict.word} · `);
  speak(verdict, MAIN.map((dimension) => shown?.boards[dimension]), options());
}

function entitle(state) {
  const title = `${state}Meetup Pulse · ${span(options().window)}`;
  if (document.title !== title) document.title = title;
}

const counted = (status) => (status ? status.records.new + status.records.changed : 0);

function togglePause() {
  paused = paused === null ? { live } : null;
  const button = byId('pause');
  button.setAttribute('aria-pressed', paused !== null);
  button.querySelector('use').setAttribute('href', paused === null ? '#i-pause' : '#i-play');
  say(button.querySelector('span'), paused === null ? 'Pause' : 'Resume');
  show();
}

function point(dimension, pointed) {
  showCard(pointed);
  tiles.light(pointed ? stateOf(dimension, pointed.row.key) : null);
}

const stateOf = (dimension, key) => (dimension === 'states' ? key : dimension === 'cities' ? key.slice(key.lastIndexOf(', ') + 2) : null);

function inState(state, dimension) {
  return (row) => dimension !== 'cities' && dimension !== 'states' ? true : stateOf(dimension, row.key) === state;
}

byId('all').addEventListener('click', () => choose({ only: null }));
byId('pause').addEventListener('click', togglePause);
offerSaving(() => {
  const shown = inView();
  return [...rankings]
    .filter(([dimension, ranking]) => !ranking.element.hidden && shown?.boards[dimension])
    .map(([dimension]) => ({ ...shown.boards[dimension], rows: shown.boards[dimension].rows.slice(0, options().rows) }));
});

bind(' ', 'pause, resume', togglePause, 'Space');
choices.window.forEach((name, i) => bind(String(i + 1), `window: ${span(name)}`, () => choose({ window: name })));
bind('v', 'next board', () => cycle('view', 1));
bind('V', 'previous board', () => cycle('view', -1));
bind('r', 'more or fewer rows', () => cycle('rows', 1));
bind('m', 'measure: RSVPs or people going', () => cycle('measure', 1));
bind('x', 'all RSVPs: no filter', () => choose({ only: null }));
bind('[', 'look back', () => lookback.move(-1));
bind(']', 'look forward', () => lookback.move(1));
bind('n', 'back to now', () => choose({ at: null }));
bind('c', 'copy or download', () => byId('saving').togglePopover());
bind('d', 'light, dark, or as the system', nextTheme);
bind('k', 'kiosk: only the boards', toggleKiosk);
bind('?', 'these shortcuts', showKeys);
if (options().at !== null) lookBack(options());
