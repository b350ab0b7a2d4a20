import { element, facts } from './element.js';
import { call } from './gateway.js';
import { metadata } from './metadata.js';

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
    const codes = emoji.characters?.map(({ code }) => code).join(' ') ?? '';
    const until = country.stale ? ', stale' : `, fresh until ${new Date(country.freshUntil).toLocaleString()}`;
    body.replaceChildren(
      element('h2', { textContent: `${country.country ?? country.code} ${country.emoji}` }),
      country.flag && element('img', { src: `${path}/flag${from}`, alt: `Flag of ${country.country ?? country.code}` }),
      facts([
        ['Code', country.code],
        ['Emoji', element('a', { href: `/chars?q=${encodeURIComponent(country.emoji)}`, textContent: `${country.emoji} ${codes}` })],
        ['Flag', country.flag && `${country.flag.mediaType}, ${country.flag.bytes} bytes`],
        ['Fetched', `${new Date(country.fetchedAt).toLocaleString()}${until}`],
      ]),
      metadata(country.metadata) ?? '');
  } catch (error) {
    body.replaceChildren(element('h2', { textContent: code }), element('p', { textContent: error.message, role: 'alert' }));
  }
}
