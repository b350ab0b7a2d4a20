import { element } from './element.js';

const REASONS = { permit: 'for a free connection', rate: 'for the rate limit', budget: 'for the retry budget',
  hold: 'as the origin asked', breaker: 'as the origin fails', backoff: 'to retry', paused: 'while paused' };

/** One tile per country, filled as its outcome arrives. */
export function tile({ code, state, country, flag, via, attempts, error }, origin) {
  const name = country ?? code;
  const word = element('small', {}, state === 'notFound' ? 'not found' : state);
  const image = flag && state === 'ok' && element('img', {
    loading: 'lazy', alt: `Flag of ${name}`, onerror: () => image.replaceWith(word),
    src: `/v1/countries/${encodeURIComponent(code)}/flag?origin=${encodeURIComponent(origin)}`,
  });
  const title = `${name}: ${word.textContent}${via ? ` (${via})` : ''}, ${attempts} requests ${error?.message ?? ''}`;
  const button = element('button', { type: 'button', title, tabIndex: -1 }, image || word, code);
  const made = element('li', {}, button);
  Object.assign(made.dataset, { state, code });
  return made;
}

/** The arrow keys go from tile to tile; with Tab all of them are one stop. */
export function walk(wall) {
  const buttons = () => [...wall.querySelectorAll('button')];
  const stop = at => buttons().forEach((button, index) => { button.tabIndex = index === at ? 0 : -1; });
  new MutationObserver(() => { if (!wall.querySelector('[tabindex="0"]')) stop(0); }).observe(wall, { childList: true });
  wall.addEventListener('focusin', ({ target }) => stop(buttons().indexOf(target)));
  wall.addEventListener('keydown', event => {
    const all = buttons();
    const at = all.indexOf(document.activeElement);
    const [first, second] = [all[0], all.find(button => button.offsetTop > all[0].offsetTop)];
    const row = second ? all.indexOf(second) - all.indexOf(first) : all.length;
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row, Home: -at, End: all.length - 1 - at };
    const next = all[at + steps[event.key]];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  });
}

/** A row of the table of failures. */
export function failureRow({ code, error }) {
  const cause = error?.phase ? `${error.code} (${error.phase})` : error?.code;
  const cells = [code, error?.exchange, cause, error?.status, error?.attempts, error?.message];
  return element('tr', {}, ...cells.map(cell => element('td', {}, String(cell ?? ''))));
}

/** Why nothing happens now; empty when nothing waits. */
export function waitingText(countries) {
  const groups = Map.groupBy(countries.flatMap(({ waiting }) => waiting ?? []), ({ reason }) => reason);
  return [...groups].map(([reason, all]) => {
    const until = all.map(waiting => waiting.until).filter(Boolean).sort()[0];
    const time = until ? ` until ${new Date(until).toLocaleTimeString()}` : '';
    return `${all.length} waiting ${REASONS[reason] ?? reason}${time}`;
  }).join(' · ');
}
