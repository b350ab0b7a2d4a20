import { countryOf } from './chars-country.js';
import { termOf } from './chars-terms.js';
import { showable } from './chars-text.js';
import { element, facts } from './element.js';
import { call } from './gateway.js';

const DELAY_MS = 120; // Who walks through a list does not want the card of each row.
const ENCODINGS = [
  ['utf8', 'UTF-8'], ['utf16', 'UTF-16'], ['utf32', 'UTF-32'], ['html', 'HTML'], ['json', 'JSON'], ['percent', 'URL'], ['csharp', 'C#'], ['css', 'CSS'],
];

/**
 * All that is known of a character, or of a sequence that is read as one.
 *   copy(text, what): a button for that was pressed; find(term): a property was.
 */
export class CharCard {
  element = document.getElementById('details');
  #owner;
  #path = null;
  #wait = null;
  #stop = new AbortController();

  constructor(owner) {
    this.#owner = owner;
    this.element.setAttribute('role', 'region');
    this.element.ariaLabel = 'Character';
  }

  /** Shows what a path of the gateway names: 265C, 1F1E7-1F1F7; null for nothing. */
  show(path) {
    if (path === this.#path) return;
    this.#path = path;
    this.#stop.abort();
    clearTimeout(this.#wait);
    if (!path) return this.element.replaceChildren();
    const { signal } = this.#stop = new AbortController();
    this.#wait = setTimeout(() => this.#load(path, signal), DELAY_MS);
  }

  async #load(path, signal) {
    try {
      const character = await call(`/v1/chars/${encodeURIComponent(path)}`, { signal });
      this.element.dataset.code = character.code;
      this.element.replaceChildren(...this.#parts(character));
      if (character.country) this.element.append(await countryOf(character.country, signal).catch(error => {
        if (signal.aborted) throw error;
        return element('p', { textContent: error.message });
      }));
    } catch (error) {
      if (signal.aborted) return;
      if (error.retryable) this.#path = undefined; // What is refused is not asked for again.
      this.element.replaceChildren(element('p', { textContent: error.message }));
    }
  }

  #parts(character) {
    const { code, char, country, characters = [], aliases, keywords, properties } = character;
    const name = character.name ?? (country ? `Flag of ${country.name}` : 'Sequence');
    // Codes that are no characters have no script, and no search finds them by what they are.
    const find = (field, value, text = value) => !character.script ? value && text : value && element('button', {
      type: 'button', className: 'link', textContent: text, title: `Find ${termOf(field, value)}`, onclick: () => this.#owner.find(termOf(field, value)),
    });
    return [
      element('p', { className: 'glyph', textContent: showable(char), ariaHidden: true }),
      element('h2', { textContent: name }),
      element('p', {}, code, ' ', this.#copier(char, 'the character')),
      facts([
        ['Characters', characters.length > 0 ? list(characters.map(one => `${one.code} ${one.name}`)) : null],
        ['Block', find('block', character.block)],
        ['Category', find('gc', character.category, `${character.category}, ${character.categoryName}`)],
        ['Script', find('sc', character.script)],
        ['Since', find('age', character.age, `Unicode ${character.age}`)],
        ['Aliases', aliases?.length ? list(aliases.map(alias => `${alias.name} (${alias.kind})`)) : null],
      ]),
      element('h3', { textContent: 'Encodings' }),
      facts(ENCODINGS.map(([key, title]) => {
        const text = character.encodings[key];
        return [title, text && element('code', { textContent: text }), text && ' ', text && this.#copier(text, title)];
      })),
      properties?.length ? folded('Properties', element('p', { textContent: properties.join(', ') })) : '',
      keywords && Object.keys(keywords).length > 0
        ? folded('Keywords', facts(Object.entries(keywords).map(([language, words]) => [language, words.join(', ')]))) : '',
    ];
  }

  #copier(text, what) {
    if (text === null) return null;
    return element('button', { type: 'button', className: 'copy', textContent: 'Copy', ariaLabel: `Copy ${what}`, onclick: () => this.#owner.copy(text, what) });
  }
}

/** The path of a character that the gateway named: U+1F1E7 U+1F1F7. */
export const pathOfCode = code => code.replaceAll('U+', '').replaceAll(' ', '-');

const list = texts => element('ul', {}, ...texts.map(text => element('li', { textContent: text })));
const folded = (title, content) => element('details', {}, element('summary', { textContent: title }), content);
