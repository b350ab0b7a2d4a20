import { call } from './gateway.js';

/** Appending strings makes text nodes: nothing that a server says is ever read as markup. */
function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const scalar = value => value === null || ['string', 'number', 'boolean'].includes(typeof value);
const shown = value => scalar(value) ? String(value ?? '') : JSON.stringify(value);

/**
 * Opens a dialog with all that is stored of a country: its flag and metadata, its emoji and of which characters that is
 * made. It never makes the gateway fetch: it is shown of what a harvest has brought.
 */
export async function showCountry(dialog, code, origin) {
  const path = `/v1/countries/${encodeURIComponent(code)}`;
  const from = `?origin=${encodeURIComponent(origin)}`;
  const body = dialog.querySelector('.body');
  body.replaceChildren(element('p', { textContent: 'Loading…' }));
  if (!dialog.open) dialog.showModal();
  try {
    const country = await call(path + from);
    const sequence = [...country.emoji].map(char => char.codePointAt(0).toString(16).toUpperCase());
    const emoji = await call(`/v1/chars/${sequence.join('-')}`);
    body.replaceChildren(
      element('h2', { textContent: `${country.country ?? country.code} ${country.emoji}` }),
      country.flag && element('img', { src: `${path}/flag${from}`, alt: `Flag of ${country.country ?? country.code}` }),
      facts(country, emoji),
      metadata(country.metadata));
  } catch (error) {
    body.replaceChildren(element('h2', { textContent: code }), element('p', { textContent: error.message, role: 'alert' }));
  }
}

function facts(country, emoji) {
  const list = element('dl');
  const put = (name, ...value) => list.append(element('dt', { textContent: name }), element('dd', {}, ...value));
  put('Code', country.code);
  put('Emoji', element('a', { href: `/chars?q=${encodeURIComponent(country.emoji)}`, textContent: `${country.emoji} ${emoji.characters?.map(({ code }) => code).join(' ') ?? ''}` }));
  if (country.flag) put('Flag', `${country.flag.mediaType}, ${country.flag.bytes} bytes`);
  put('Fetched', `${new Date(country.fetchedAt).toLocaleString()}${country.stale ? ', stale' : `, fresh until ${new Date(country.freshUntil).toLocaleString()}`}`);
  return list;
}

function metadata(document) {
  if (!document || scalar(document)) return null;
  const list = element('dl');
  for (const [name, value] of Object.entries(document)) list.append(element('dt', { textContent: name }), element('dd', { textContent: shown(value) }));
  return element('details', { open: true }, element('summary', { textContent: 'Metadata' }), list);
}
