// node chromium.mjs GATEWAY CHROMIUM FOLDER HARVEST STREAMED DROP_AFTER: the scenario with the browser's own WebSocket on
// HARVEST, and its own EventSource on STREAMED. Between it and the gateway is a relay that cuts: the browser must notice.
import net from 'node:net';
import { gateway, visit } from '../../Page/browser/visit.mjs';
import { scenario } from './scenario.mjs';

const [harvest, streamed, dropAfter] = process.argv.slice(5);
const target = new URL(gateway);
const sockets = new Set();
const relay = net.createServer(client => {
  const server = net.connect(Number(target.port), target.hostname);
  for (const [one, other] of [[client, server], [server, client]]) {
    sockets.add(one);
    one.on('error', () => {}).on('close', () => { sockets.delete(one); other.destroy(); });
    one.pipe(other);
  }
});
await new Promise(resolve => relay.listen(0, '127.0.0.1', resolve));
const cut = () => { for (const socket of sockets) socket.destroy(); };
const at = `127.0.0.1:${relay.address().port}`;

await visit({}, async page => {
  await page.exposeFunction('cut', cut);
  await page.goto(`http://${at}/`);
  const socket = await page.evaluate(scenario, { address: `ws://${at}/v1/socket`, harvest, dropAfter: Number(dropAfter) });
  const stream = await page.evaluate(readStream, { harvest: streamed, dropAfter: Number(dropAfter) });
  relay.close();
  cut();
  return { socket, stream };
});

// Runs inside the page. An EventSource comes back by itself, with the Last-Event-ID it has seen.
function readStream({ harvest, dropAfter }) {
  const transcript = [];
  let left = dropAfter, isResumed = false;
  return new Promise((resolve, reject) => {
    const source = new EventSource(`/v1/harvests/${harvest}/events`);
    source.onopen = () => {
      transcript.push({ open: 1 });
      if (isResumed) return;
      isResumed = true;
      fetch(`/v1/harvests/${harvest}/resume`, { method: 'POST' }).catch(reject);
    };
    source.addEventListener('reset', ({ data }) => reject(new Error(data)));
    source.onerror = () => transcript.push({ gone: source.readyState });
    source.onmessage = ({ data, lastEventId }) => {
      transcript.push({ stream: data, id: lastEventId });
      const { kind } = JSON.parse(data);
      if (kind === 'completed') {
        source.close();
        resolve(transcript);
      } else if (kind !== 'progress' && --left === 0) {
        window.cut();
      }
    };
  });
}
