import { CharList } from './chars-list.js';
import { Rows } from './chars-rows.js';
import { searches } from './chars-socket.js';
import { showable, status, usedNote } from './chars-text.js';
import { copy } from './clipboard.js';

const HINT = 'Enter words describing characters.';
const DEFAULT_MODE = 'smart';
const RETRY_MS = 2_000;
const byId = id => document.getElementById(id);
const say = (id, text) => { if (byId(id).textContent !== text) byId(id).textContent = text; };
const form = byId('search');
const results = byId('results');
let current = null; // The search of what is in the form; null while that is blank.
let kept = {}; // What only the address can ask for.

const list = new CharList({
  rowAt: index => shown()?.at(index),
  want: (first, end) => shown()?.want(first, end),
  moved: describe,
  chosen: take,
});
const shown = () => current?.rows;
const socket = searches((_, text) => say('connection', text)); // Without it everything goes on over HTTP.

function search() {
  current?.stop.abort();
  current?.rows?.close();
  current = null;
  say('problem', '');
  say('copied', '');
  const params = { q: form.q.value, mode: form.mode.value || asked().get('mode'), ...kept };
  document.title = params.q ? `${params.q}: characters` : 'Actors: find characters';
  if (!params.q.trim()) return show(HINT, 0);
  const mine = current = { params, rows: null, stop: new AbortController() };
  const isCurrent = () => mine === current;
  mine.answer = ({ total, from, items, status: line, used }) => {
    if (!isCurrent()) return;
    if (!mine.rows) begin(mine, total, line, used);
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

function begin(mine, total, line, used) {
  mine.rows = new Rows(total, {
    isComing: (from, end) => socket.isComing(mine, from, end),
    load: (start, stop, signal) => read(mine, { start, stop, limit: 200 }, signal),
    changed() { say('problem', ''); list.draw(); },
    failed: mine.fail,
    replaced: search,
  });
  show(line ?? status(total, mine.params.q), total, used);
}

function show(message, total, used) {
  say('message', message);
  say('used', usedNote(used));
  byId('details').replaceChildren();
  list.element.hidden = total === 0;
  results.replaceChildren(list.element);
  list.show(total);
}

async function read({ params, stop }, range, signal = stop.signal) {
  const query = new URLSearchParams({ ...params, ...range });
  const response = await fetch(`/v1/chars?${query}`, { signal: AbortSignal.any([signal, AbortSignal.timeout(15_000)]) })
    .catch(error => { throw failure(`The gateway cannot be reached: ${error.message}`, { retryable: true }); });
  const body = await response.json().catch(error => {
    if (response.ok) throw failure(`The answer broke off: ${error.message}`, { retryable: true });
    return {};
  });
  if (response.ok) return body;
  throw failure(body.detail ?? `The gateway answered ${response.status}`, {
    code: body.code, retryable: response.status === 503, retryAfterMs: 1000 * response.headers.get('Retry-After') || undefined,
  });
}

const failure = (message, facts) => Object.assign(new Error(message), facts);

async function take(row) {
  const done = row.char !== null && await copy(row.char);
  say('copied', `${done ? 'Copied' : 'Could not copy'} ${showable(row.char)} ${row.code}`);
}

/** Everything about the current row, below the list, where a name has room. */
function describe(row) {
  const details = byId('details');
  if (details.dataset.code === row.code && details.hasChildNodes()) return;
  details.dataset.code = row.code;
  const link = Object.assign(document.createElement('a'), { href: `/v1/chars/${encodeURIComponent(row.code)}`, textContent: row.code });
  details.replaceChildren(link, ` ${[row.name, row.block, row.category, row.age && `Unicode ${row.age}`].filter(Boolean).join(' · ')}`);
}

const asked = () => new URLSearchParams(location.search);

function address() {
  const query = new URLSearchParams({ q: form.q.value, mode: form.mode.value, ...kept });
  if (form.mode.value === DEFAULT_MODE) query.delete('mode');
  return form.q.value ? `/chars?${query}` : '/chars';
}

function fromAddress() {
  const query = asked();
  form.q.value = query.get('q') ?? '';
  form.mode.value = query.get('mode') ?? DEFAULT_MODE;
  kept = Object.fromEntries(['sort', 'unicode'].filter(name => query.has(name)).map(name => [name, query.get(name)]));
  search();
}

// Typing changes the entry of the history that it began in; what is sent or clicked makes a new one.
function visit(query) {
  form.q.value = query;
  if (address() !== location.pathname + location.search) history.pushState(null, '', address());
  search();
}

form.oninput = () => { search(); history.replaceState(null, '', address()); };
form.onsubmit = event => { event.preventDefault(); visit(form.q.value); };
form.q.onkeydown = event => {
  if (event.key !== 'ArrowDown' || !current?.rows?.total) return;
  event.preventDefault();
  list.focus();
};
byId('samples').onclick = event => {
  if (!event.target.href || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  visit(event.target.textContent);
};
addEventListener('popstate', fromAddress);
fromAddress();
