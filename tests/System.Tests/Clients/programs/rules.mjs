// node rules.mjs MODULE: actors.js against a WebSocket that does as told, with a clock of its own.
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { pathToFileURL } from 'node:url';

const { connect } = await import(pathToFileURL(process.argv[2]));
const topic = 'harvest/h';
let now = 0, sockets = [], kept = 0;
performance.now = () => now;
mock.timers.enable({ apis: ['setTimeout'] });
const pass = ms => { now += ms; mock.timers.tick(ms); };

class Fake {
  constructor() { this.sent = []; sockets.push(this); }
  send(text) { this.sent.push(JSON.parse(text)); }
  close() {}
  say(...frames) { for (const frame of frames) this.onmessage?.({ data: JSON.stringify(frame) }); }
  asked(type) { return this.sent.find(frame => frame.type === type); }
  welcome() { this.onopen(); this.say({ type: 'welcome', connection: 'c', heartbeatMs: 15_000, limits: {} }); return this; }
}

const newest = () => sockets.at(-1);
const country = (seq, epoch = 'e') => ({ type: 'event', topic, epoch, seq, kind: 'country', country: {} });
const snapshot = (seq, epoch = 'e') =>
  ({ type: 'snapshot', id: newest().asked('subscribe').id, topic, epoch, seq, state: { state: 'running' } });

function rule(use, options = {}) {
  sockets = [];
  const told = [];
  const client = connect({ url: 'http://h', WebSocket: Fake, ...options });
  const tell = name => value => told.push(`${name} ${value?.seq ?? value?.code ?? value ?? ''}`.trim());
  const follow = () => client.subscribe(topic, {
    snapshot: () => told.push('snapshot'), event: tell('event'), reset: tell('reset'), resumed: tell('resumed'),
    end: tell('end'), fail: tell('fail'),
  });
  use({ client, told, follow });
  client.close();
  kept++;
}

const comesBack = (code, afterMs, frames = []) => rule(({ follow }) => {
  follow();
  newest().welcome().say(snapshot(3), country(4));
  newest().say(...frames);
  newest().onclose?.({ code });
  pass(afterMs - 1);
  const early = sockets.length;
  pass(afterMs < 1000 ? 10_000 : 1);
  assert.equal(sockets.length, 2, `${code} comes back`);
  if (afterMs >= 1000) assert.equal(early, 1, `${code} waits`);
  assert.deepEqual(newest().welcome().asked('subscribe').from, { epoch: 'e', seq: 4 }, `${code} resumes`);
});

const stops = code => rule(({ told, follow }) => {
  follow();
  newest().welcome().say(snapshot(3));
  newest().onclose({ code });
  pass(600_000);
  assert.deepEqual([sockets.length, told.at(-1)], [1, `fail closed_${code}`]);
});

for (const code of [1001, 1012, 1006, 1013, 4101]) comesBack(code, 2);
comesBack(4429, 7_000, [{ type: 'error', id: null, code: 'too_many', message: '', retryable: false, retryAfterMs: 7_000 }]);
comesBack(1012, 3_000, [{ type: 'goaway', retryAfterMs: 3_000 }]);
for (const code of [1002, 1007, 1008, 1009, 4400, 4401]) stops(code);

rule(({ follow }) => { // An error that no close follows is one, as node 20's own WebSocket does it when nobody listens.
  follow();
  newest().onerror();
  pass(2);
  assert.equal(sockets.length, 1, 'a close would say why');
  pass(300);
  pass(1_000);
  assert.equal(sockets.length, 2);
});

rule(({ told, follow }) => { // A duplicate is dropped, a gap is filled by resuming, and a gap that stays by a snapshot.
  follow();
  newest().welcome().say(snapshot(3), country(4), country(4), country(3), country(6));
  pass(10_000);
  assert.deepEqual(newest().welcome().asked('subscribe').from, { epoch: 'e', seq: 4 });
  newest().say(country(6));
  pass(10_000);
  assert.equal(newest().welcome().asked('subscribe').from, undefined);
  newest().say(snapshot(6), country(7));
  assert.deepEqual(told, ['snapshot', 'event 4', 'resumed 4', 'snapshot', 'event 7']);
});

rule(({ told, follow }) => { // After a reset only the new snapshot counts.
  follow();
  newest().welcome().say(snapshot(3));
  newest().onclose({ code: 1006 });
  pass(10_000);
  newest().welcome();
  newest().say({ type: 'reset', id: newest().asked('subscribe').id, topic, reason: 'epoch_changed' }, snapshot(1, 'f'), country(2, 'f'));
  assert.deepEqual(told, ['snapshot', 'reset epoch_changed', 'snapshot', 'event 2']);
});

rule(({ client }) => { // Numbers of origins skip; they are never asked to be resumed; the token is in hello.
  const seen = [];
  client.subscribe('origins', { snapshot: () => seen.push('snapshot'), event: ({ seq }) => seen.push(seq) });
  newest().welcome();
  const origin = seq => ({ type: 'event', topic: 'origins', epoch: 'e', seq, kind: 'origin', origin: {} });
  const { id } = newest().asked('subscribe');
  newest().say({ type: 'snapshot', id, topic: 'origins', epoch: 'e', seq: 3, state: [] }, origin(5), origin(9), origin(9));
  assert.equal(newest().asked('hello').token, 'key');
  newest().onclose({ code: 1006 });
  pass(10_000);
  assert.equal(newest().welcome().asked('subscribe').from, undefined);
  assert.deepEqual(seen, ['snapshot', 5, 9]);
}, { token: 'key' });

console.log(`${kept} rules kept`);
