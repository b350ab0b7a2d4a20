import { element, facts } from './element.js';

const isScalar = value => value === null || ['string', 'number', 'boolean'].includes(typeof value);
const shown = value => isScalar(value) ? String(value ?? '') : JSON.stringify(value);

/** What an origin says of a country, as a list that can be folded; null if it says nothing. */
export function metadata(document) {
  if (!document || isScalar(document)) return null;
  return element('details', { open: true }, element('summary', { textContent: 'Metadata' }),
    facts(Object.entries(document).map(([name, value]) => [name, shown(value)])));
}
