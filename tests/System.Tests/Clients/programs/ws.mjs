// node ws.mjs ADDRESS HARVEST DROP_AFTER: the scenario with the package ws.
import WebSocket from 'ws';
import { scenario } from './scenario.mjs';

const [address, harvest, dropAfter] = process.argv.slice(2);
for (const line of await scenario({ address, harvest, dropAfter: Number(dropAfter) }, WebSocket, socket => socket.terminate())) {
  console.log(JSON.stringify(line));
}
