/**
 * What every WebSocket client here does with a paused harvest: subscribe, let it run, drop the connection in the middle,
 * resume, search, send nonsense. It refers to nothing outside of itself, so that it runs inside a browser's page too, where
 * cut() breaks the connection.
 * Returns its transcript: { open }, { to }, { from }, { gone } in the order in which it happened.
 */
export async function scenario({ address, harvest, dropAfter }, WebSocket = globalThis.WebSocket, drop = () => globalThis.cut()) {
  const transcript = [];
  const topic = `harvest/${harvest}`;

  function open(number) {
    transcript.push({ open: number });
    const socket = new WebSocket(address, 'actors.v1.json');
    const [heard, waiting] = [[], []];
    const deliver = () => { while (heard.length > 0 && waiting.length > 0) waiting.shift()(heard.shift()); };
    socket.onmessage = ({ data }) => {
      transcript.push({ from: data });
      heard.push(JSON.parse(data));
      deliver();
    };
    const closed = new Promise(resolve => {
      socket.onclose = ({ code }) => { transcript.push({ gone: code }); resolve(code); };
    });
    socket.onerror = () => {};
    const send = frame => {
      const text = typeof frame === 'string' ? frame : JSON.stringify(frame);
      transcript.push({ to: text });
      socket.send(text);
    };
    const receive = () => new Promise(resolve => { waiting.push(resolve); deliver(); });
    const until = async isIt => {
      for (;;) {
        const frame = await receive();
        if (isIt(frame)) return frame;
      }
    };
    return new Promise(resolve => {
      socket.onopen = async () => {
        send({ type: 'hello' });
        await until(frame => frame.type === 'welcome');
        resolve({ socket, closed, send, until });
      };
    });
  }

  const first = await open(1);
  first.send({ type: 'subscribe', id: 'watch', topic });
  await first.until(frame => frame.type === 'snapshot');
  first.send({ type: 'resume', id: 'go', harvest });
  let left = dropAfter;
  const isNumbered = frame => frame?.type === 'event' && frame.kind !== 'progress';
  await first.until(frame => isNumbered(frame) && --left === 0);
  first.socket.onmessage = null; // What still comes is lost, as it is when a cable is pulled.
  // More than that one may be here already.
  const last = transcript.map(line => line.from && JSON.parse(line.from)).findLast(isNumbered);
  await drop(first.socket);
  await first.closed;

  const second = await open(2);
  second.send({ type: 'subscribe', id: 'watch', topic, from: { epoch: last.epoch, seq: last.seq } });
  second.send({ type: 'search', id: 'find', q: 'chess black', limit: 3 });
  await second.until(frame => frame.id === 'find' && frame.type === 'rows');
  second.send({ type: 'more', id: 'find', n: 1000 });
  second.send({ type: 'nonsense', id: 'bad' });
  await second.until(frame => frame.type === 'done' && frame.id === 'watch');

  second.send('this is no JSON');
  await second.until(frame => frame.type === 'error');
  second.send({ type: 'ping' });
  await second.until(frame => frame.type === 'pong');
  second.socket.close(1000);
  await second.closed;
  return transcript;
}
