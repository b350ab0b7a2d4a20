import { CharCard, pathOfCode } from './chars-card.js';
import { CharFacets } from './chars-facets.js';
import { IdentifiedText, isPath, isSequence, pathOf, shortened } from './chars-identify.js';
import { CharList } from './chars-list.js';
import { Rows } from './chars-rows.js';
import { searches } from './chars-socket.js';
import { toggleTerm } from './chars-terms.js';
import { showable, status, usedNote } from './chars-text.js';
import { VersionSlider } from './chars-versions.js';
import { copy } from './clipboard.js';
import { call } from './gateway.js';

const HINT = 'Enter words describing characters.';
const DEFAULT_MODE = 'smart';
const MOST_TYPED = 256; // Units that a query may have; what is pasted and longer is a text.
const RETRY_MS = 2_000;
const NOTE_MS = 500;
const byId = id => document.getElementById(id);
const say = (id, text) => { if (byId(id).textContent !== text) byId(id).textContent = text; };
const form = byId('search');
let current = null; // What is shown or on its way: the search of what is in the form, or a text; null while the form is blank.
let pinned = null; // The character that the address names.
let kept = {}; // What only the address can ask for.
let due = null; // Until when the address is left alone, and whether it must be changed then.
let isSettled = false; // The entry of the history was asked for: typing begins another.

const list = new CharList({
  rowAt: index => current?.rows?.at(index),
  want: (first, end) => current?.rows?.want(first, end),
  moved: describe,
  chosen: row => take(row.char, row.code),
});
const card = new CharCard({ copy: take, find: term => find(term) });
const facets = new CharFacets(term => visit(toggleTerm(form.q.value, term, current?.prefix)));
const slider = new VersionSlider(changed);
const socket = searches((_, text) => say('connection', text)); // Without it everything goes on over HTTP.

function begin(what) {
  current?.stop.abort();
  current?.rows?.close();
  current = what && { ...what, rows: null, stop: new AbortController() };
  for (const id of ['copied', 'used']) say(id, '');
  byId('identify').disabled = !form.q.value || what?.text === form.q.value;
  slider.isDisabled = Boolean(what?.text);
  return current;
}

function search() {
  const params = { q: form.q.value.toWellFormed(), mode: form.mode.value || asked().get('mode'), ...kept, ...(slider.chosen && { unicode: slider.chosen }) };
  document.title = params.q ? `${params.q}: characters` : 'Actors: find characters';
  if (!params.q.trim()) return begin(null), say('problem', ''), show(HINT, 0);
  const mine = begin({ params });
  const isCurrent = () => mine === current;
  mine.answer = ({ total, from, items, status: line, used }) => {
    if (!isCurrent()) return;
    say('problem', '');
    if (!mine.rows) present(mine, total, line, used);
    mine.rows.put(from, items);
    list.draw();
  };
  mine.fail = ({ code, message, retryable, retryAfterMs }) => {
    if (!isCurrent()) return;
    if (retryable) setTimeout(() => isCurrent() && (mine.rows ? list.draw() : search()), retryAfterMs ?? RETRY_MS);
    say('problem', code === 'empty_query' ? '' : message);
    if (code === 'empty_query') return show(HINT, 0);
    if (!mine.rows) show('', 0);
  };
  mine.lost = () => {
    if (!isCurrent()) return;
    if (mine.rows) list.draw();
    else read(mine, { limit: 50 }).then(mine.answer, mine.fail);
  };
  if (!socket.ask(mine)) mine.lost();
}

function present(mine, total, line, used) {
  mine.rows = new Rows(total, {
    isComing: (from, end) => socket.isComing(mine, from, end),
    load: (start, stop, signal) => read(mine, { start, stop, limit: 200 }, signal),
    changed() { say('problem', ''); list.draw(); },
    failed: mine.fail,
    replaced: search,
  });
  show(line ?? status(total, mine.params.q), total);
  say('used', usedNote(used));
  mine.prefix = used?.prefix;
  spread(mine);
}

async function spread(mine) {
  const { q, mode, unicode } = mine.params;
  const query = new URLSearchParams({ q, mode, ...(unicode && { unicode }) });
  const answer = await call(`/v1/chars/facets?${query}`, { signal: mine.stop.signal }).catch(error => error);
  if (mine !== current) return;
  facets.show(answer.total ? answer : null, mine.params);
  if (answer.retryable) setTimeout(() => mine === current && spread(mine), answer.retryAfterMs ?? RETRY_MS);
}

/** Shows which characters a text is made of. It stays in this browser: the address has it behind the #. */
function identify(text) {
  const mine = begin({ text });
  const failed = ({ message }) => {
    if (mine !== current) return;
    say('problem', message);
    setTimeout(() => mine === current && list.draw(), RETRY_MS);
  };
  say('problem', '');
  mine.rows = new IdentifiedText(text, { changed() { say('problem', ''); list.draw(); }, failed });
  document.title = 'A text: characters';
  const { total } = mine.rows;
  facets.show(null);
  show(`${mine.rows.isCut ? 'The first ' : ''}${total} character${total === 1 ? '' : 's'} of a text`, total);
}

function show(message, total) {
  say('message', message);
  if (total === 0) facets.show(null);
  list.element.hidden = total === 0;
  if (!current?.text && isSequence(form.q.value.trim())) pinned ??= pathOf(form.q.value.trim());
  if (total === 0) card.show(pinned);
  list.show(total);
}

async function read({ params, stop }, range, signal = stop.signal) {
  return call(`/v1/chars?${new URLSearchParams({ ...params, ...range })}`, { signal: AbortSignal.any([signal, stop.signal]) });
}

async function take(text, what) {
  const done = text !== null && await copy(text);
  say('copied', `${done ? 'Copied' : 'Could not copy'} ${what.startsWith('U+') ? `${showable(text)} ${what}` : what}`);
}

/** The card is of the row that the reader went to, of what the address names before that, else of the first row. */
function describe(row, hasMoved) {
  if (hasMoved) pinned = pathOfCode(row.code);
  card.show(pinned ?? pathOfCode(row.code));
  if (hasMoved && !current.text) remember();
}

function asked() { return new URLSearchParams(location.search); }

function address() {
  const query = new URLSearchParams({ q: form.q.value.toWellFormed(), mode: form.mode.value, ...kept, ...(slider.chosen && { unicode: slider.chosen }) });
  if (form.mode.value === DEFAULT_MODE) query.delete('mode');
  if (!form.q.value) query.delete('q');
  return `/chars${query.size > 0 ? `?${query}` : ''}${pinned ? `#${pinned}` : ''}`;
}

// Browsers refuse to change the address a hundred times in half a minute: twice a second is enough, and the last counts.
function remember() {
  if (due !== null) return void (due.isLate = true);
  note();
  due = { isLate: false, timer: setTimeout(settle, NOTE_MS, true) };
}

function settle(goesOn) {
  if (due === null) return;
  clearTimeout(due.timer);
  const { isLate } = due;
  due = null;
  if (isLate && goesOn) remember();
  else if (isLate) note();
}

function note() {
  if (!current?.text && address() !== here()) history.replaceState(null, '', address());
}

function here() { return location.pathname + location.search + location.hash; }

function fromAddress() {
  clearTimeout(due?.timer);
  due = null;
  const query = asked();
  form.q.value = query.get('q') ?? '';
  form.mode.value = query.get('mode') ?? DEFAULT_MODE;
  slider.chosen = query.get('unicode') ?? undefined;
  kept = query.has('sort') ? { sort: query.get('sort') } : {};
  const fragment = new URLSearchParams(location.hash.slice(1));
  pinned = isPath(location.hash.slice(1)) ? location.hash.slice(1) : null;
  isSettled = fragment.has('text') || form.q.value.trim() !== '';
  if (fragment.has('text')) identify(fragment.get('text'));
  else search();
}

// Typing changes the entry of the history that it made when it began; what is sent or clicked makes one that stays.
function changed() {
  pinned = null;
  if (isSettled) {
    settle();
    history.pushState(null, '', address());
    isSettled = false;
  }
  search();
  remember();
}

function visit(query) {
  settle();
  form.q.value = query;
  pinned = null;
  if (address() !== here()) history.pushState(null, '', address());
  isSettled = query.trim() !== '';
  search();
}

// The book's mode has no terms, and what was pressed is of a card that goes.
function find(term) {
  if (form.mode.value === 'seed') form.mode.value = DEFAULT_MODE;
  visit(term);
  if (list.element.hidden) form.q.focus();
  else list.focus();
}

function visitText(text) {
  settle();
  pinned = null;
  isSettled = true;
  history.pushState(null, '', `/chars#${new URLSearchParams({ text: shortened(text) })}`);
  identify(text);
}

form.oninput = changed;
form.onsubmit = event => { event.preventDefault(); visit(form.q.value); };
form.q.onkeydown = event => {
  if (event.isComposing || event.key !== 'ArrowDown' || !current?.rows?.total) return;
  event.preventDefault();
  list.focus();
};
form.q.onpaste = event => {
  const text = event.clipboardData.getData('text').toWellFormed();
  if (text.length <= MOST_TYPED && !text.trim().includes('\n')) return;
  event.preventDefault();
  visitText(text);
};
byId('samples').onclick = event => {
  if (!event.target.href || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  visit(event.target.textContent);
};

const button = Object.assign(document.createElement('button'), { type: 'button', id: 'identify', textContent: 'Identify as text' });
button.onclick = () => visitText(form.q.value.toWellFormed());
button.title = 'Shows each character of what was entered. A long text can be pasted.';
form.append(button);
form.after(slider.element);
byId('results').replaceChildren(facets.element, list.element, card.element);
addEventListener('popstate', fromAddress);
fromAddress();
