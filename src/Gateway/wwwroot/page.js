import { follow } from './socket.js';
import { failureRow, tile, waitingText } from './wall.js';

const byId = id => document.getElementById(id);
const say = (id, text) => { if (byId(id).textContent !== text) byId(id).textContent = text; };
const complain = error => say('problem', error.message);
const form = byId('choose');
let watched, harvest, tiles, key, heardAt = 0, stop = () => {};
const path = () => `/v1/harvests/${encodeURIComponent(watched)}`;
const running = () => ['running', 'paused'].includes(harvest?.state);

async function call(url, options) {
  const response = await fetch(url, { signal: AbortSignal.timeout(15_000), ...options })
    .catch(error => { throw new Error(`The gateway cannot be reached: ${error.message}`); });
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new Error(`${body.detail ?? body.title ?? 'The gateway answered'} (${body.code ?? response.status})`);
}

// Not randomUUID: browsers have that on secure addresses only, and a gateway in a LAN is none.
const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

async function start(submitted) {
  submitted.preventDefault();
  say('problem', '');
  const codes = { countries: form.codes.value.split(/[\s,]+/).filter(Boolean) };
  const selection = { codes, all: { all: true }, every: { every: true } }[form.which.value];
  const rest = { origin: form.origin.value, concurrency: form.concurrency.valueAsNumber, refresh: form.refresh.value };
  const { id } = await call('/v1/harvests', {
    method: 'POST', body: JSON.stringify({ ...rest, ...selection }),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
  });
  key = newKey();
  location.hash = id; // From where a reload, a bookmark and the back button find it again.
}

function watch() {
  stop();
  watched = location.hash.slice(1);
  harvest = null;
  byId('harvest').hidden = true;
  for (const id of ['problem', 'connection', 'waiting', 'status']) say(id, '');
  if (watched) stop = follow(watched, { snapshot, event, say });
}

function snapshot(state) {
  harvest = state;
  tiles = new Map();
  for (const id of ['wall', 'rows']) byId(id).replaceChildren();
  state.countries.forEach(show);
  byId('harvest').hidden = false;
  draw(waitingText(state.countries));
}

function show(country) {
  heardAt = performance.now();
  const made = tile(country, harvest.origin);
  if (tiles.has(country.code)) tiles.get(country.code).replaceWith(made);
  else byId('wall').append(made);
  tiles.set(country.code, made);
  if (country.state === 'failed') byId('rows').append(failureRow(country));
}

function event({ kind, country, state, inFlight, etaMs }) {
  if (kind === 'country') show(country);
  else if (kind === 'progress') Object.assign(harvest, { inFlight, etaMs });
  else harvest.state = state;
  draw(kind === 'progress' ? byId('waiting').textContent : '');
}

function draw(waiting) {
  const count = { pending: 0, fetching: 0, ok: 0, notFound: 0, failed: 0, cancelled: 0 };
  for (const { dataset } of tiles.values()) count[dataset.state]++;
  const done = tiles.size - count.pending - count.fetching;
  Object.assign(byId('bar'), { max: tiles.size || 1, value: done });
  const left = harvest.etaMs === null ? '' : `, about ${Math.ceil(harvest.etaMs / 1000)} s left`;
  say('counts', `${done} of ${tiles.size}: ${count.ok} ok, ${count.notFound} not found, ${count.failed} failed, `
    + `${count.cancelled} cancelled${running() ? `, ${harvest.inFlight} in flight${left}` : ''}`);
  // Read out in steps of ten per cent: a live region that changed with each country would never fall silent.
  const step = running() ? `, ${Math.floor(10 * done / tiles.size) * 10} %` : '';
  say('status', `Harvest from ${harvest.origin}: ${harvest.state}${step}`);
  say('waiting', waiting);
  byId('cancel').disabled = !running();
  byId('failures').hidden = count.failed === 0;
}

// Events tell outcomes only. When none comes for a while, this asks what the harvest waits for.
async function askWhy() {
  if (!running() || document.hidden || performance.now() - heardAt < 2_000) return;
  const now = await call(path()).catch(() => null);
  if (now?.id === watched && running()) draw(waitingText(now.countries));
}

form.oninput = () => {
  key = newKey(); // Another body, another key; but Start pressed again after a lost answer must not start a second one.
  form.codes.disabled = form.codes.parentElement.hidden = form.which.value !== 'codes';
};
form.onsubmit = submitted => start(submitted).catch(complain);
byId('cancel').onclick = () => call(`${path()}/cancel`, { method: 'POST' }).catch(complain);
addEventListener('hashchange', watch);
setInterval(askWhy, 3_000);
form.oninput();
const option = ({ label }) => new Option(label, label, false, label === 'local');
call('/v1/origins?limit=200').then(({ items }) => form.origin.append(...items.map(option)), complain);
watch();
