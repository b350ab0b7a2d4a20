import { connect as open } from './connection.js';
import { Subscription } from './subscription.js';

/**
 * A client of a gateway's WebSocket, for pages and for node (20 and 21 need a WebSocket class, such as that of `ws`).
 * It comes back by itself, and every subscription then goes on after the last event that it has seen.
 *
 *   url        the gateway, as http://HOST:PORT; default: the page's own
 *   token      a key, where starting and steering need one
 *   WebSocket  the class to use; default: globalThis.WebSocket
 *   say        say("connection" | "problem", text): how the connection fares, for people
 *
 * Errors have code, message, retryable, retryAfterMs, as the protocol's `error` frames.
 */
export function connect({ url, token, WebSocket, say = () => {} } = {}) {
  const live = new Map(); // By id: { topic?, request(), receive(frame), lost(error, isRefused) }
  let isReady = false, lastId = 0;
  const connection = open({ url, token, WebSocket, say, welcome, receive, gone });

  function welcome() {
    isReady = true;
    for (const id of live.keys()) ask(id);
  }

  function gone(why, isRefused, reason) {
    isReady = false;
    const error = failure({ code: isRefused ? `closed_${why}` : 'connection_lost', message: reason || `The connection was lost (${why}).`,
      retryable: !isRefused, retryAfterMs: null });
    for (const [id, request] of [...live]) {
      if (!isRefused && !request.endsWithConnection?.()) continue;
      live.delete(id);
      request.lost(error);
    }
  }

  function receive(frame) {
    const id = frame.type === 'event' ? idOf(frame.topic) : frame.id;
    live.get(id)?.receive(frame, id);
  }

  const idOf = topic => [...live].find(([, request]) => request.topic === topic)?.[0];

  function enter(request) {
    const id = `r${++lastId}`;
    live.set(id, request);
    if (isReady) ask(id);
    return id;
  }

  function ask(id) {
    const request = live.get(id);
    request.isSent = true;
    connection.send({ id, ...request.request() });
  }

  function leave(id) {
    if (live.delete(id) && isReady) connection.send({ type: 'unsubscribe', id });
  }

  function following(subscription, told) {
    return {
      topic: subscription.topic,
      request: () => subscription.request(),
      lost: error => told.fail?.(error),
      receive(frame, id) {
        if (frame.type === 'error' && frame.retryable) {
          connection.startAgain(frame.code, frame.retryAfterMs ?? 0, frame.message);
        } else if (frame.type === 'error') {
          live.delete(id);
          told.fail?.(failure(frame));
        } else {
          const outcome = subscription.receive(frame);
          if (outcome === 'gap') connection.startAgain('events missing');
          if (outcome !== 'end') return;
          live.delete(id);
          told.end?.();
        }
      },
    };
  }

  /** Pausing, resuming and cancelling twice is doing it once: what a lost connection left open is asked again. */
  const steer = type => harvest => new Promise((resolve, reject) => enter({
    request: () => ({ type, harvest }),
    lost: reject,
    receive(frame, id) {
      live.delete(id);
      if (frame.type === 'error') reject(failure(frame));
      else resolve();
    },
  }));

  return {
    /**
     * Follows `harvest/{id}` to its end, or `origins`. Calls of `told` what it has: snapshot(state), event(event), each
     * outcome once; resumed(seq), reset(reason), end(), fail(error). Options: mode, maxRate. Returns a function that ends it.
     */
    subscribe(topic, told, options) {
      if (idOf(topic)) throw new Error(`There is a subscription to ${topic} already.`);
      const id = enter(following(new Subscription(topic, told, options), told));
      return () => leave(id);
    },

    /**
     * Starts a harvest and follows it; resolves to it as it begins. Rejected with `connection_lost` it may have been started
     * or not: where that matters, POST it with an Idempotency-Key.
     */
    start: (body, told = {}) => new Promise((resolve, reject) => {
      const request = {
        request: () => ({ ...body, type: 'start' }),
        endsWithConnection: () => request.isSent,
        lost: reject,
        receive(frame, id) {
          live.delete(id);
          if (frame.type === 'error') return reject(failure(frame));
          const follower = following(new Subscription(frame.topic, told), told);
          live.set(id, follower);
          follower.receive(frame, id);
          resolve(frame.state);
        },
      };
      enter(request);
    }),

    pause: steer('pause'),
    resume: steer('resume'),
    cancel: steer('cancel'),

    /**
     * Finds characters: params are q, mode, sort, unicode, limit. Calls rows(frame), end(), fail(error); a search ends with
     * its connection. Returns more(n), which grants further rows, and close().
     */
    search(params, told) {
      const request = {
        request: () => ({ ...params, type: 'search' }),
        endsWithConnection: () => request.isSent,
        lost: error => told.fail?.(error),
        receive(frame, at) {
          if (frame.type === 'rows') return told.rows(frame);
          if (frame.code === 'too_much_credit') return told.fail?.(failure(frame)); // The search itself goes on.
          live.delete(at);
          if (frame.type === 'error') told.fail?.(failure(frame));
          else told.end?.();
        },
      };
      const id = enter(request);
      return {
        more(n) { if (isReady && live.has(id)) connection.send({ type: 'more', id, n }); },
        close() { leave(id); },
      };
    },

    close() {
      live.clear();
      isReady = false;
      connection.close();
    },
  };
}

function failure({ code, message, retryable = false, retryAfterMs = null }) {
  return Object.assign(new Error(message), { code, retryable, retryAfterMs });
}
