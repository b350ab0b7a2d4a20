import { hasTerm, termOf } from './chars-terms.js';
import { element } from './element.js';
import { byVersion } from './chars-versions.js';

const FIELDS = [['block', 'Block'], ['sc', 'Script', 'script'], ['gc', 'Category', 'category'], ['age', 'Since Unicode']];
const FIRST = 8; // Values of a property that are shown before all are asked for.

/**
 * How a result is spread over blocks, scripts, categories and ages, each a button that narrows the query to it, or widens
 * it again. In the book's mode, which has no grammar, they only tell.
 *   toggle(term): a value was pressed.
 */
export class CharFacets {
  element = element('details', { id: 'facets', hidden: true, open: matchMedia('(min-width: 62rem)').matches });
  #all = new Set(); // Properties of which all values are shown.
  #toggle;
  #shown = null;

  constructor(toggle) {
    this.#toggle = toggle;
  }

  /** Shows the facets of a query; null for none. */
  show(facets, { q, mode } = {}) {
    this.#shown = [facets, q, mode];
    this.element.hidden = !facets?.total;
    if (!facets?.total) return;
    const focused = document.activeElement?.closest?.('#facets button')?.dataset.key;
    const lists = FIELDS.map(([field, title, member = field]) => this.#list(field, title, facets[member], q, mode !== 'seed'));
    this.element.replaceChildren(element('summary', { textContent: 'Narrow by' }), ...lists);
    if (focused) this.element.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  #list(field, title, values, query, canNarrow) {
    const sorted = field === 'age' ? values.toSorted((one, other) => byVersion(one.value, other.value)) : values;
    const first = this.#all.has(field) || sorted.length <= FIRST + 1 ? sorted : sorted.slice(0, FIRST);
    const items = first.map(({ value, count }) => element('li', {}, this.#value(termOf(field, value), value, count, query, canNarrow)));
    if (first.length < sorted.length) items.push(element('li', {}, this.#more(field, sorted.length)));
    return element('section', {}, element('h2', { textContent: title }), element('ul', {}, ...items));
  }

  #value(term, value, count, query, canNarrow) {
    const texts = [element('span', { textContent: value }), ' ', element('span', { textContent: count.toLocaleString('en') })];
    if (!canNarrow) return element('p', {}, ...texts);
    const button = element('button', { type: 'button', onclick: () => this.#toggle(term), title: term }, ...texts);
    button.dataset.key = term;
    button.ariaPressed = hasTerm(query, term);
    return button;
  }

  #more(field, count) {
    const showAll = () => { this.#all.add(field); const [facets, q, mode] = this.#shown; this.show(facets, { q, mode }); };
    const button = element('button', { type: 'button', textContent: `all ${count}`, onclick: showAll });
    button.dataset.key = field;
    return button;
  }
}
