// node module.mjs ADDRESS HARVEST DROP_AFTER MODULE: the scenario with our own actors.js. Beside the frames, what it told its
// user: { snapshot }, { told }, { resumed }, { rows }, { ended }, { failed }.
import { pathToFileURL } from 'node:url';
import WebSocket from 'ws';

const [address, harvest, dropAfter, modulePath] = process.argv.slice(2);
const { connect } = await import(pathToFileURL(modulePath));
const say = line => console.log(JSON.stringify(line));
let opened = 0, socket;

class Watched extends WebSocket {
  constructor(...args) {
    super(...args);
    socket = this;
    say({ open: ++opened });
    this.on('message', data => { if (this.onmessage) say({ from: String(data) }); });
    this.on('close', code => say({ gone: code }));
  }

  send(text) {
    say({ to: text });
    super.send(text);
  }
}

const client = connect({ url: address.replace(/^ws/, 'http').replace('/v1/socket', ''), WebSocket: Watched });
const origins = new Promise(resolve => {
  const stop = client.subscribe('origins', { snapshot(state) { stop(); resolve(state); } });
});
let left = Number(dropAfter);
const ended = new Promise((resolve, reject) => client.subscribe(`harvest/${harvest}`, {
  snapshot(state) {
    say({ snapshot: state.seq });
    client.resume(harvest).then(() => say({ steered: 'resume' }), reject);
  },
  event(event) {
    say({ told: event });
    if (event.kind !== 'progress' && --left === 0) socket.terminate();
  },
  resumed: seq => say({ resumed: seq }),
  reset: reason => reject(new Error(reason)),
  end: resolve,
  fail: reject,
}));
say({ origins: (await origins).length });
await ended;
say({ ended: 'harvest' });

let rows = 0;
await new Promise((resolve, reject) => {
  const search = client.search({ q: 'chess black', limit: 3 }, {
    rows(frame) {
      if (rows === 0) search.more(1000);
      rows += frame.items.length;
    },
    end: resolve,
    fail: reject,
  });
});
say({ rows });
client.subscribe('harvest/none', { fail: error => { say({ failed: error.code }); client.close(); } });
