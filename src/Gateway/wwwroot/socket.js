import { connect } from './connection.js';

/**
 * Follows a harvest over the WebSocket to its end; after a lost connection resumes from the last (epoch, seq) seen.
 * Calls snapshot(harvest), event(event) and say("connection" | "problem", text), the latter when it gives up for good.
 */
export function follow(harvestId, { snapshot, event, say }) {
  const topic = `harvest/${harvestId}`;
  let point, resuming;
  const connection = connect({ welcome, receive, say });

  function welcome() {
    resuming = point !== undefined;
    connection.send({ type: 'subscribe', id: 'harvest', topic, from: point }); // JSON leaves an undefined `from` out.
  }

  function receive(frame) {
    if (frame.type === 'reset') {
      say('connection', `The events could not be continued (${frame.reason}): everything was read again.`);
    } else if (frame.type === 'snapshot') {
      point = { epoch: frame.epoch, seq: frame.seq };
      resuming = false;
      snapshot(frame.state);
    } else if (frame.type === 'event' && point) {
      receiveEvent(frame);
    } else if (frame.type === 'done') {
      connection.close();
    } else if (frame.type === 'error') {
      if (frame.retryable) return connection.startAgain(frame.code, frame.retryAfterMs ?? 0, frame.message);
      connection.close();
      say('problem', `${frame.message} (${frame.code})`);
    }
  }

  function receiveEvent(frame) {
    if (resuming) say('connection', `Connected again: went on after event ${point.seq}, nothing was lost.`);
    resuming = false;
    if (frame.kind !== 'progress') {
      if (frame.epoch === point.epoch && frame.seq <= point.seq) return;
      if (frame.epoch !== point.epoch || frame.seq !== point.seq + 1) {
        point = undefined; // What is missing no later event will bring: only a snapshot can.
        return connection.startAgain('events missing');
      }
      point.seq = frame.seq;
    }
    event(frame);
    if (frame.kind === 'completed') connection.close();
  }

  return connection.close;
}
