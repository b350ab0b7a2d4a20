const DEAD_ENDS = [1002, 1003, 1007, 1008, 1009]; // Our own fault: what was refused once will be refused again.
const TOO_MANY = 4429;
const isRefusal = code => DEAD_ENDS.includes(code) || (code >= 4400 && code <= 4499 && code !== TOO_MANY);

/**
 * A connection to /v1/socket that comes back by itself after it was lost, waiting longer each time, until it is refused
 * for good. Calls welcome() when frames may be sent, receive(frame) for each frame that is not about the connection itself,
 * gone(why, isRefused, reason) when it is lost, and say("connection" | "problem", text), the latter when it gives up.
 * The url is the gateway's (default: the page's), the token a key for hello, WebSocket the class to use.
 * Returns send(frame), close(), and startAgain(why, retryAfterMs, message).
 */
export function connect({
  welcome, receive, gone = () => {}, say, url = globalThis.location?.origin, token, WebSocket = globalThis.WebSocket,
}) {
  const address = `${String(url).replace(/^http/, 'ws').replace(/\/+$/, '')}/v1/socket`;
  let socket, timer, openedAt, isOver = false, failures = 0, waitMs = 0, beatMs = 10_000, reason = '';

  function open() {
    openedAt = performance.now();
    socket = new WebSocket(address, 'actors.v1.json');
    socket.onopen = () => send({ type: 'hello', token }); // JSON leaves an undefined token out.
    socket.onclose = ({ code }) => lose(code);
    // The close that follows says why; where none does (node 20's own WebSocket, refused), that is all there is to know.
    socket.onerror = () => expectWord(() => lose('error'), 250);
    socket.onmessage = ({ data }) => {
      expectWord(() => { send({ type: 'ping' }); expectWord(() => lose('no answer')); });
      const frame = parse(data);
      if (frame) hear(frame);
      else lose('an unreadable frame');
    };
    expectWord(() => lose('no answer'));
  }

  const send = frame => socket.send(JSON.stringify(frame));

  // A dead peer sends no close, and a page cannot see the protocol's own pings: silence is all there is to go by.
  function expectWord(otherwise, withinMs = beatMs) {
    clearTimeout(timer);
    timer = setTimeout(otherwise, withinMs);
  }

  // Lets go at once: with a dead peer the close handshake would take a minute.
  function close() {
    clearTimeout(timer);
    socket.onopen = socket.onclose = socket.onmessage = null;
    socket.onerror = () => {}; // Outside of browsers an error that nobody hears ends the program.
    socket.close();
  }

  function lose(why) {
    close();
    const isRefused = isRefusal(why);
    gone(why, isRefused, reason);
    if (isRefused) return say('problem', `The server refused this client (${why}). ${reason}`);
    if (isOver) return; // Who was told of it has closed.
    if (performance.now() - openedAt > 5_000) failures = 0;
    if (why === TOO_MANY && waitMs === 0) waitMs = 5_000; // It should have said how long.
    const backOff = Math.min(10_000, 250 * 2 ** failures++) * (0.5 + Math.random() / 2);
    const wait = Math.min(300_000, Math.max(waitMs, backOff));
    say('connection', `Connection lost (${why}): trying again in ${(wait / 1000).toFixed(1)} s. ${reason}`);
    [waitMs, reason] = [0, ''];
    timer = setTimeout(open, wait);
  }

  function hear(frame) {
    if (frame.type === 'welcome') {
      beatMs = Math.max(1_000, frame.heartbeatMs ?? beatMs);
      if (failures > 0) say('connection', 'Connected again.');
      welcome();
    } else if (frame.type === 'goaway' || (frame.type === 'error' && !frame.id)) {
      [waitMs, reason] = [frame.retryAfterMs ?? 0, frame.message ?? ''];
      if (frame.type === 'goaway' || frame.retryable) lose(frame.code ?? 'the server goes away');
      // Else it is about the connection: the close code that follows decides.
    } else {
      receive(frame);
    }
  }

  /** Gives the connection up for a reason and starts a new one, after waiting at least so long. */
  function startAgain(why, retryAfterMs = 0, message = '') {
    [waitMs, reason] = [retryAfterMs, message];
    lose(why);
  }

  open();
  return { send, startAgain, close() { isOver = true; close(); } };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
