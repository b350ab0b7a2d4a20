import { call } from './gateway.js';

const MOST = 10_000; // Characters of a text that are looked at.
const AT_ONCE = 16; // The gateway describes as many in one answer.
const nameOf = code => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
const codesOf = text => Array.from(text.slice(0, 2 * MOST), char => char.codePointAt(0)).slice(0, MOST);

/** As much of a text as is looked at: an address, where it stands, has an end too. */
export const shortened = text => String.fromCodePoint(...codesOf(text));

/** How the gateway names a character, or several that belong together, in a path: 265C, 1F1E7-1F1F7. */
export const pathOf = text => codesOf(text).map(code => nameOf(code).slice(2)).join('-');

/** Whether a text is such a path, of codes that there are, and no longer than the gateway takes. */
export const isPath = text => /^[0-9A-F]{4,6}(-[0-9A-F]{4,6}){0,15}$/i.test(text) && text.split('-').every(code => parseInt(code, 16) <= 0x10FFFF);

/** Whether a text is one sign to its readers but several characters: a flag, a family, a letter with its accents. */
export function isSequence(text) {
  const count = codesOf(text).length;
  return count > 1 && count <= AT_ONCE && [...new Intl.Segmenter().segment(text)].length === 1;
}

/**
 * The characters of a text as rows, in its order. Each is asked for once however often it occurs, and only what is looked at.
 *   changed(): there are new rows; failed(error): they did not come.
 */
export class IdentifiedText {
  #codes;
  #rows = new Map(); // U+265C -> its row.
  #wanted = [0, 0];
  #stop = new AbortController();
  #isLoading = false;
  #isCut;
  #owner;

  constructor(text, owner) {
    this.#codes = codesOf(text).map(nameOf);
    this.#isCut = shortened(text) !== text;
    this.#owner = owner;
  }

  get total() { return this.#codes.length; }

  /** The text is longer than what is looked at. */
  get isCut() { return this.#isCut; }

  at(index) { return this.#rows.get(this.#codes[index]); }

  want(first, end) {
    this.#wanted = [Math.max(0, first), end];
    if (!this.#isLoading) this.#load();
  }

  close() {
    this.#stop.abort();
    this.want = () => {};
  }

  async #load() {
    this.#isLoading = true;
    try {
      for (let missing = this.#missing(); missing.length > 0; missing = this.#missing()) {
        const answer = await call(`/v1/chars/${missing.map(code => code.slice(2)).join('-')}`, { signal: this.#stop.signal });
        for (const row of answer.characters ?? [answer]) this.#rows.set(row.code, row);
        this.#owner.changed();
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#owner.failed(error);
    } finally {
      this.#isLoading = false;
    }
  }

  #missing() {
    const shown = new Set(this.#codes.slice(...this.#wanted));
    return [...shown].filter(code => !this.#rows.has(code)).slice(0, AT_ONCE);
  }
}
