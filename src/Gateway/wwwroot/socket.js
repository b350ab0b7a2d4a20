const DEAD_ENDS = [1002, 1003, 1007, 1008, 1009]; // Our own fault: what was refused once will be refused again.
const isRefusal = code => DEAD_ENDS.includes(code) || (code >= 4400 && code <= 4499 && code !== 4429);

/**
 * Follows a harvest over the WebSocket to its end; after a lost connection resumes from the last (epoch, seq) seen.
 * Calls snapshot(harvest), event(event) and say("connection" | "problem", text), the latter when it gives up for good.
 */
export function follow(harvestId, { snapshot, event, say }) {
  const topic = `harvest/${harvestId}`;
  let socket, timer, point, resuming, openedAt, failures = 0, waitMs = 0, beatMs = 10_000, reason = '';

  function connect() {
    openedAt = performance.now();
    socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/v1/socket`, 'actors.v1.json');
    socket.onopen = () => send({ type: 'hello' });
    socket.onclose = ({ code }) => lost(code);
    socket.onmessage = ({ data }) => {
      expectWord(() => { send({ type: 'ping' }); expectWord(() => lost('no answer')); });
      receive(JSON.parse(data));
    };
    expectWord(() => lost('no answer'));
  }

  const send = frame => socket.send(JSON.stringify(frame));

  // A dead peer sends no close, and a page cannot see the protocol's own pings: silence is all there is to go by.
  function expectWord(otherwise) {
    clearTimeout(timer);
    timer = setTimeout(otherwise, beatMs);
  }

  // Lets go at once: with a dead peer the close handshake would take a minute.
  function close() {
    clearTimeout(timer);
    socket.onopen = socket.onclose = socket.onmessage = null;
    socket.close();
  }

  function lost(why) {
    close();
    if (isRefusal(why)) return say('problem', `The server refused this page (${why}). ${reason}`);
    if (performance.now() - openedAt > 5_000) failures = 0;
    const backOff = Math.min(10_000, 250 * 2 ** failures++) * (0.5 + Math.random() / 2);
    const wait = Math.min(300_000, Math.max(waitMs, backOff));
    say('connection', `Connection lost (${why}): trying again in ${(wait / 1000).toFixed(1)} s. ${reason}`);
    [waitMs, reason] = [0, ''];
    timer = setTimeout(connect, wait);
  }

  function receive(frame) {
    if (frame.type === 'welcome') {
      beatMs = Math.max(1_000, frame.heartbeatMs ?? beatMs);
      resuming = point !== undefined;
      if (failures > 0) say('connection', 'Connected again.');
      send({ type: 'subscribe', id: 'harvest', topic, from: point }); // JSON leaves an undefined `from` out.
    } else if (frame.type === 'reset') {
      say('connection', `The events could not be continued (${frame.reason}): everything was read again.`);
    } else if (frame.type === 'snapshot') {
      point = { epoch: frame.epoch, seq: frame.seq };
      resuming = false;
      snapshot(frame.state);
    } else if (frame.type === 'event' && point) {
      receiveEvent(frame);
    } else if (frame.type === 'done') {
      close();
    } else if (frame.type === 'goaway' || frame.type === 'error') {
      [waitMs, reason] = [frame.retryAfterMs ?? 0, frame.message ?? ''];
      if (frame.type === 'goaway' || frame.retryable) return lost(frame.code ?? 'the server goes away');
      if (!frame.id) return; // About the connection: the close code that follows decides.
      close();
      say('problem', `${reason} (${frame.code})`);
    }
  }

  function receiveEvent(frame) {
    if (resuming) say('connection', `Connected again: went on after event ${point.seq}, nothing was lost.`);
    resuming = false;
    if (frame.kind !== 'progress') {
      if (frame.epoch === point.epoch && frame.seq <= point.seq) return;
      if (frame.epoch !== point.epoch || frame.seq !== point.seq + 1) {
        point = undefined; // What is missing no later event will bring: only a snapshot can.
        return lost('events missing');
      }
      point.seq = frame.seq;
    }
    event(frame);
    if (frame.kind === 'completed') close();
  }

  connect();
  return close;
}
