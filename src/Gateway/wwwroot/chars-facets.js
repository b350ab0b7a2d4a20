import { hasTerm, termOf } from './chars-terms.js';
import { element } from './element.js';
import { byVersion } from './chars-versions.js';

const FIELDS = [['block', 'Block'], ['sc', 'Script', 'script'], ['gc', 'Category', 'category'], ['age', 'Since Unicode']];
const FIRST = 8; // Values of a property that are shown before all are asked for.

/**
 * How a result is spread over blocks, scripts, categories and ages, each a button that narrows the query to it, or widens
 * it again. Where nothing can be narrowed, they only tell.
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
    // The book's mode has no grammar; codes that are no characters, which have no script, may not stand beside other terms.
    const canNarrow = mode !== 'seed' && facets.script.reduce((sum, { count }) => sum + count, 0) === facets.total;
    const lists = FIELDS.map(([field, title, member = field]) => this.#list(field, title, facets[member], q, canNarrow));
    this.element.replaceChildren(element('summary', { textContent: 'Narrow by' }), ...lists);
    const focusable = key => this.element.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (focused) (focusable(focused) ?? this.element.firstElementChild).focus();
  }

  #list(field, title, values, query, canNarrow) {
    const sorted = field === 'age' ? values.toSorted((one, other) => byVersion(one.value, other.value)) : values;
    const first = this.#all.has(field) || sorted.length <= FIRST + 1 ? sorted : sorted.slice(0, FIRST);
    const items = first.map(({ value, count }) => element('li', {}, this.#value(termOf(field, value), value, count, query, canNarrow)));
    if (first.length < sorted.length) items.push(element('li', {}, this.#more(field, sorted.length)));
    const section = element('section', {}, element('h2', { textContent: title }), element('ul', {}, ...items));
    section.dataset.field = field;
    return section;
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
    const showAll = () => {
      const [facets, q, mode] = this.#shown;
      this.#all.add(field);
      this.show(facets, { q, mode });
      this.element.querySelector(`section[data-field="${field}"] li:nth-child(${FIRST + 1}) :is(button, p)`).focus();
    };
    const button = element('button', { type: 'button', textContent: `all ${count}`, onclick: showAll });
    button.dataset.key = field;
    return button;
  }
}
