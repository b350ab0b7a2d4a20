const time = text => text ? new Date(text).toLocaleTimeString() : '';
const count = number => number === null || number === undefined ? '' : String(number);

/** The cells of a silo, of a gateway, of an origin, as LiveTable wants them. */
export const silo = [
  ({ address }) => address, ({ name }) => name, ({ state }) => state, ({ version }) => version ?? '', ({ startedAt }) => time(startedAt),
  ({ activations }) => count(activations), ({ harvests }) => count(harvests),
];

export const gateway = [
  ({ name }) => name, ({ state }) => state, ({ version }) => version, ({ startedAt }) => time(startedAt), ({ sockets }) => count(sockets),
];

/** Steer is called with a label and whether it is to pause. */
export const origin = steer => [
  ({ label }) => label,
  ({ label, concurrency }, cell) => level(cell, `In flight at ${label}`, concurrency),
  ({ concurrency }) => count(concurrency.waiting),
  ({ rate }) => rate.limit === null ? count(rate.lastSecond) : `${rate.lastSecond} of ${rate.limit}`,
  ({ hold }) => hold ? `until ${time(hold.until)}${hold.reason ? ` (${hold.reason})` : ''}` : '',
  ({ breaker }) => breaker ? `${breaker.state}${breaker.lastError ? `: ${breaker.lastError}, ${breaker.failures} in a row` : ''}` : '',
  ({ budget }) => budget ? `${budget.left} of ${budget.limit}` : '',
  ({ label, paused }, cell) => button(cell, label, paused, steer),
];

function level(cell, name, { inFlight, limit }) {
  const [meter, text] = cell.childNodes.length ? cell.childNodes : [document.createElement('meter'), document.createTextNode('')];
  if (!meter.isConnected) cell.append(meter, text);
  Object.assign(meter, { min: 0, max: limit, value: inFlight, ariaLabel: name });
  text.data = `${inFlight} of ${limit}`;
}

function button(cell, label, paused, steer) {
  const made = cell.firstChild ?? cell.appendChild(document.createElement('button'));
  made.textContent = paused ? 'Resume' : 'Pause';
  made.ariaLabel = `${made.textContent} ${label}`;
  made.onclick = () => steer(label, !paused);
}
