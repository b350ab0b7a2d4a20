import { connect } from './connection.js';

const ID = 'search';
const FIRST_ROWS = 50;
const REACH = 400; // Rows further ahead than this are not waited for: the scroll bar jumped.

/**
 * Searches over the WebSocket, all under one id, so that each supersedes the one before. Frames do not say which search of
 * that id they answer: a new one is sent only when no row of the old one can be on its way, and then the newest that was
 * asked for meanwhile. A search has params, answer(frame), fail(error frame) and lost(), when nothing more will come.
 */
export function searches(say) {
  let isReady = false, live = null, next = null, owed = 0, received = 0, total = 0;
  const connection = connect({
    say, receive,
    welcome() { isReady = true; },
    gone() {
      const orphans = [live, next];
      [isReady, live, next, owed] = [false, null, null, 0];
      for (const search of orphans) search?.lost();
    },
  });

  function send() {
    if (owed > 0 || !next) return;
    [live, next, owed, received, total] = [next, null, FIRST_ROWS, 0, 0];
    connection.send({ type: 'search', id: ID, limit: FIRST_ROWS, ...live.params });
  }

  function receive(frame) {
    if (frame.id !== ID || !live) return;
    const search = live;
    if (frame.type === 'rows') {
      [total, received] = [frame.total, frame.from + frame.items.length];
      owed = received >= total ? 0 : owed - frame.items.length;
      search.answer(frame);
    } else if (frame.type === 'error') {
      [owed, live] = [0, null];
      search.fail(frame);
    }
    send();
  }

  return {
    /** False if there is no connection now. */
    ask(search) {
      if (isReady) next = search;
      send();
      return isReady;
    },

    /** Whether the search brings the row of that index by itself, asking for the rows up to an end if that helps. */
    isComing(search, index, end) {
      if (search !== live || next || received >= total || index < received || index > received + REACH) return false;
      const rows = Math.min(end, total) - received - owed;
      if (index >= received + owed) {
        owed += rows;
        connection.send({ type: 'more', id: ID, n: rows });
      }
      return true;
    },
  };
}
