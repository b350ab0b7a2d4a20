import { element } from './element.js';
import { call } from './gateway.js';
import { metadata } from './metadata.js';

const FETCH_MS = 35_000; // A gateway waits 30 seconds for an origin.

/** What harvests have brought of a country, from whichever origin has it; only if somebody asks for it, it is fetched. */
export async function countryOf({ code, name }, signal) {
  const place = element('section', {}, element('h3', { textContent: 'Country' }));
  const { items: origins } = await call('/v1/origins?limit=200', { signal });
  for (const { label } of origins) {
    const { items } = await call(`/v1/countries?${new URLSearchParams({ origin: label, q: code, limit: 200 })}`, { signal });
    if (items.some(country => country.code === code)) {
      place.append(...await stored(code, name, label, signal));
      return place;
    }
  }
  place.append(element('p', { textContent: `Nothing of ${name} (${code}) was harvested yet.` }), fetcher(place, code, name, origins));
  return place;
}

async function stored(code, name, label, signal) {
  const [path, from] = [`/v1/countries/${code}`, `?${new URLSearchParams({ origin: label })}`];
  const country = await call(path + from, { signal, timeoutMs: FETCH_MS });
  return [
    country.flag && element('img', { src: `${path}/flag${from}`, alt: `Flag of ${name}` }),
    element('p', { textContent: `${country.country ?? name}, from ${label}` }),
    metadata(country.metadata),
  ].filter(Boolean);
}

function fetcher(place, code, name, origins) {
  const select = element('select', { ariaLabel: 'Origin' }, ...origins.map(({ label }) => element('option', { textContent: label })));
  select.value = 'local'; // If there is one: the origin that harvests use unless another is named.
  const button = element('button', { type: 'button', textContent: 'Fetch it' });
  const said = element('p', {});
  const heading = Object.assign(place.firstElementChild, { tabIndex: -1 }); // The button that has the focus goes.
  said.setAttribute('role', 'status');
  button.onclick = async () => {
    button.disabled = true;
    said.textContent = `Asking ${select.value} …`;
    try {
      const parts = await stored(code, name, select.value);
      place.replaceChildren(heading, ...parts, said);
      heading.focus();
      said.textContent = `Fetched from ${select.value}.`;
    } catch (error) {
      said.textContent = error.message;
    } finally {
      button.disabled = false;
    }
  };
  return element('div', {}, element('p', { className: 'line' }, select, button), said);
}
