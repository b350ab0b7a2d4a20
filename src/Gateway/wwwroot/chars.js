import { CharCard, pathOfCode } from './chars-card.js';
import { CharFacets } from './chars-facets.js';
import { IdentifiedText, isSequence, pathOf, shortened } from './chars-identify.js';
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
const byId = id => document.getElementById(id);
const say = (id, text) => { if (byId(id).textContent !== text) byId(id).textContent = text; };
const form = byId('search');
let current = null; // What is shown or on its way: the search of what is in the form, or a text; null while the form is blank.
let pinned = null; // The character that the address names.
let kept = {}; // What only the address can ask for.
let due = null; // Until when the address is left alone, and whether it must be changed then.

const list = new CharList({
  rowAt: index => current?.rows?.at(index),
  want: (first, end) => current?.rows?.want(first, end),
  moved: describe,
  chosen: row => take(row.char, row.code),
});
const card = new CharCard({ copy: take, find: term => visit(term) });
const facets = new CharFacets(term => visit(toggleTerm(form.q.value, term)));
const slider = new VersionSlider(asked().get('unicode') ?? undefined, () => current?.text ? undefined : changed());
const socket = searches((_, text) => say('connection', text)); // Without it everything goes on over HTTP.

function begin(what) {
  current?.stop.abort();
  current?.rows?.close();
  current = what && { ...what, rows: null, stop: new AbortController() };
  for (const id of ['problem', 'copied', 'used']) say(id, '');
  return current;
}

function search() {
  const params = { q: form.q.value, mode: form.mode.value || asked().get('mode'), ...kept, ...(slider.chosen && { unicode: slider.chosen }) };
  document.title = params.q ? `${params.q}: characters` : 'Actors: find characters';
  byId('identify').disabled = !params.q;
  if (!params.q.trim()) return begin(null), show(HINT, 0);
  const mine = begin({ params });
  const isCurrent = () => mine === current;
  mine.answer = ({ total, from, items, status: line, used }) => {
    if (!isCurrent()) return;
    if (!mine.rows) present(mine, total, line, used);
    mine.rows.put(from, items);
    list.draw();
  };
  mine.fail = ({ code, message, retryable, retryAfterMs }) => {
    if (!isCurrent()) return;
    if (retryable) setTimeout(() => isCurrent() && (mine.rows ? list.draw() : search()), retryAfterMs ?? RETRY_MS);
    if (code === 'empty_query') return show(HINT, 0);
    say('problem', message);
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
  const { q, mode, unicode } = mine.params;
  const query = new URLSearchParams({ q, mode, ...(unicode && { unicode }) });
  const spread = answer => { if (mine === current) facets.show(answer, mine.params); };
  call(`/v1/chars/facets?${query}`, { signal: mine.stop.signal }).then(spread, () => spread(null));
}

/** Shows which characters a text is made of. It stays in this browser: the address has it behind the #. */
function identify(text) {
  const mine = begin({ text });
  const failed = ({ message }) => {
    if (mine !== current) return;
    say('problem', message);
    setTimeout(() => mine === current && list.draw(), RETRY_MS);
  };
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
  const query = new URLSearchParams({ q: form.q.value, mode: form.mode.value, ...kept, ...(slider.chosen && { unicode: slider.chosen }) });
  if (form.mode.value === DEFAULT_MODE) query.delete('mode');
  if (!form.q.value) query.delete('q');
  return `/chars${query.size > 0 ? `?${query}` : ''}${pinned ? `#${pinned}` : ''}`;
}

// Browsers refuse to change the address hundreds of times in a row: of many changes the first and the last count.
function remember() {
  if (due !== null) return void (due.isLate = true);
  note();
  due = { isLate: false, timer: setTimeout(settle, 250) };
}

function settle() {
  if (due === null) return;
  clearTimeout(due.timer);
  if (due.isLate) note();
  due = null;
}

function note() {
  if (!current?.text) history.replaceState(null, '', address());
}

function fromAddress() {
  clearTimeout(due?.timer);
  due = null;
  const query = asked();
  form.q.value = query.get('q') ?? '';
  form.mode.value = query.get('mode') ?? DEFAULT_MODE;
  slider.chosen = query.get('unicode') ?? undefined;
  kept = query.has('sort') ? { sort: query.get('sort') } : {};
  const fragment = new URLSearchParams(location.hash.slice(1));
  pinned = /^[0-9A-F]{4,6}(-[0-9A-F]{4,6})*$/i.test(location.hash.slice(1)) ? location.hash.slice(1) : null;
  if (fragment.has('text')) identify(fragment.get('text'));
  else search();
}

// Typing changes the entry of the history that it began in; what is sent or clicked makes a new one.
function changed() {
  pinned = null;
  search();
  remember();
}

function visit(query) {
  settle();
  form.q.value = query;
  pinned = null;
  if (address() !== location.pathname + location.search + location.hash) history.pushState(null, '', address());
  search();
}

function visitText(text) {
  settle();
  pinned = null;
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
  const text = event.clipboardData.getData('text');
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
button.onclick = () => visitText(form.q.value);
button.title = 'Shows each character of what was entered. A long text can be pasted.';
form.append(button);
form.after(slider.element);
byId('results').replaceChildren(facets.element, list.element, card.element);
addEventListener('popstate', fromAddress);
fromAddress();
