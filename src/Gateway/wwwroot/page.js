import { Chart } from './chart.js';
import { showCountry } from './country-card.js';
import { call } from './gateway.js';
import { askIfMissing, authorization } from './key.js';
import { dryRunText, orderOf } from './order.js';
import { follow } from './socket.js';
import { failureRow, tile, waitingText, walk } from './wall.js';

const byId = id => document.getElementById(id);
const say = (id, text) => { if (byId(id).textContent !== text) byId(id).textContent = text; };
const complain = error => { say('problem', error.message); askIfMissing(error); };
const form = byId('choose');
const chart = new Chart(byId('chart').querySelector('svg'), byId('chart-text'),
  () => running() && { inFlight: harvest.inFlight, done: count().done, cap: harvest.concurrency });
let watched, harvest, tiles, key, heardAt = 0, stop = () => {};
const path = () => `/v1/harvests/${encodeURIComponent(watched)}`;
const running = () => ['running', 'paused'].includes(harvest?.state);

// Not randomUUID: browsers have that on secure addresses only, and a gateway in a LAN is none.
const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join('-');

const post = (url, body, headers) => call(url, {
  method: 'POST', body: body && JSON.stringify(body), headers: { ...authorization(), ...headers, ...(body && { 'Content-Type': 'application/json' }) },
});

async function start(submitted) {
  submitted.preventDefault();
  say('problem', '');
  const { id } = await post('/v1/harvests', orderOf(form), { 'Idempotency-Key': key });
  key = newKey();
  location.hash = id; // From where a reload, a bookmark and the back button find it again.
}

async function dryRun() {
  say('problem', '');
  if (form.reportValidity()) say('estimate', dryRunText(await post('/v1/harvests?dryRun=true', orderOf(form))));
}

const steer = what => post(`${path()}/${what}`).then(() => say('problem', ''), complain);

function watch() {
  stop();
  watched = location.hash.slice(1);
  harvest = null;
  byId('harvest').hidden = true;
  for (const id of ['problem', 'connection', 'waiting', 'status', 'estimate']) say(id, '');
  chart.clear();
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
  const known = tiles.get(country.code);
  const isFocused = known?.contains(document.activeElement);
  if (known) known.replaceWith(made);
  else byId('wall').append(made);
  if (isFocused) made.firstChild.focus();
  tiles.set(country.code, made);
  if (country.state === 'failed') byId('rows').append(failureRow(country));
}

function event({ kind, country, state, inFlight, etaMs }) {
  if (kind === 'country') show(country);
  else if (kind === 'progress') Object.assign(harvest, { inFlight, etaMs });
  else harvest.state = state;
  draw(kind === 'progress' ? byId('waiting').textContent : '');
}

function count() {
  const states = { pending: 0, fetching: 0, ok: 0, notFound: 0, failed: 0, cancelled: 0 };
  for (const { dataset } of tiles.values()) states[dataset.state]++;
  return { ...states, done: tiles.size - states.pending - states.fetching };
}

function draw(waiting) {
  const states = count();
  const { done } = states;
  Object.assign(byId('bar'), { max: tiles.size || 1, value: done });
  const left = harvest.etaMs === null ? '' : `, about ${Math.ceil(harvest.etaMs / 1000)} s left`;
  say('counts', `${done} of ${tiles.size}: ${states.ok} ok, ${states.notFound} not found, ${states.failed} failed, `
    + `${states.cancelled} cancelled${running() ? `, ${harvest.inFlight} in flight${left}` : ''}`);
  // Read out in steps of ten per cent: a live region that changed with each country would never fall silent.
  const step = running() ? `, ${Math.floor(10 * done / tiles.size) * 10} %` : '';
  say('status', `Harvest from ${harvest.origin}: ${harvest.state}${step}`);
  say('waiting', waiting);
  byId('cancel').disabled = byId('pause').disabled = !running();
  say('pause', harvest.state === 'paused' ? 'Resume' : 'Pause');
  byId('failures').hidden = states.failed === 0;
}

// Events tell outcomes only. When none comes for a while, this asks what the harvest waits for.
async function askWhy() {
  if (!running() || document.hidden || performance.now() - heardAt < 2_000) return;
  const now = await call(path()).catch(() => null);
  if (now?.id === watched && running()) draw(waitingText(now.countries));
}

form.oninput = () => {
  say('estimate', '');
  key = newKey(); // Another body, another key; but Start pressed again after a lost answer must not start a second one.
  form.codes.disabled = form.codes.parentElement.hidden = form.which.value !== 'codes';
};
form.onsubmit = submitted => start(submitted).catch(complain);
byId('dry').onclick = () => dryRun().catch(complain);
byId('cancel').onclick = () => steer('cancel');
byId('pause').onclick = () => steer(harvest.state === 'paused' ? 'resume' : 'pause');
byId('wall').onclick = ({ target }) => {
  const chosen = target.closest('li');
  if (chosen) showCountry(byId('card'), chosen.dataset.code, harvest.origin);
};
walk(byId('wall'));
addEventListener('hashchange', watch);
setInterval(askWhy, 3_000);
form.oninput();
const option = ({ label }) => new Option(label, label, false, label === 'local');
call('/v1/origins?limit=200').then(({ items }) => form.origin.append(...items.map(option)), complain);
watch();
