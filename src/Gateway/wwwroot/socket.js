import { connect } from './actors.js';

/**
 * Follows a harvest over the WebSocket to its end, for the page. Calls snapshot(harvest), event(event) and
 * say("connection" | "problem", text), the latter when it gives up for good. Returns a function that stops it.
 */
export function follow(harvestId, { snapshot, event, say }) {
  const client = connect({ say });
  client.subscribe(`harvest/${harvestId}`, {
    snapshot,
    event,
    resumed: seq => say('connection', `Connected again: went on after event ${seq}, nothing was lost.`),
    reset: reason => say('connection', `The events could not be continued (${reason}): everything was read again.`),
    end: client.close,
    fail(error) {
      client.close();
      if (!error.code.startsWith('closed_')) say('problem', `${error.message} (${error.code})`); // A refusal is said by the connection.
    },
  });
  return client.close;
}
