import { showable } from './chars-text.js';
import { element } from './element.js';

const MARGIN = 8; // Rows beyond each edge that are drawn already.
const AHEAD = 200; // Rows beyond each edge that are asked for already.

/**
 * A list box of any length, of which only the visible rows and a margin are elements: these move and are filled anew.
 * The largest result, every named character, is 7 million pixels high; browsers stop at 17 million.
 *   rowAt(index): the row, or undefined while it is not here; want(first, end): which rows are looked at;
 *   moved(row, hasMoved): this row is the current one, and whether the reader went to it; chosen(row): it was clicked, or
 *   Enter pressed.
 */
export class CharList {
  #box = element('div', { id: 'list', role: 'listbox', tabIndex: 0, ariaLabel: 'Matching characters' });
  #space = element('div', { role: 'presentation' });
  #slots = [];
  #total = 0;
  #current = 0;
  #hasMoved = false;
  #rowHeight = 1;
  #isDrawing = false;
  #owner;

  constructor(owner) {
    this.#owner = owner;
    this.#box.append(this.#space);
    this.#box.addEventListener('scroll', () => this.draw());
    this.#box.addEventListener('keydown', event => this.#press(event));
    this.#box.addEventListener('click', event => this.#click(event));
    new ResizeObserver(() => this.#measure()).observe(this.#box);
  }

  get element() { return this.#box; }

  /** Begins a result at its first row. */
  show(total) {
    [this.#total, this.#current, this.#hasMoved] = [total, 0, false];
    this.#measure();
    this.#box.scrollTop = 0;
    this.draw();
  }

  /** Draws at the next frame, once, however often it is called. */
  draw() {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => { this.#isDrawing = false; this.#drawNow(); });
  }

  focus() { this.#box.focus(); }

  // The height of a row is the style sheet's, and grows with the reader's letters.
  #measure() {
    if (this.#slots.length === 0) this.#slots.push(this.#makeSlot());
    this.#slots[0].element.hidden = false;
    this.#rowHeight = this.#slots[0].element.getBoundingClientRect().height || this.#rowHeight;
    this.#space.style.height = `${this.#total * this.#rowHeight}px`;
    this.draw();
  }

  #drawNow() {
    const [from, to] = this.#visible();
    const [first, end] = [Math.max(0, from - MARGIN), Math.min(this.#total, to + MARGIN)];
    while (this.#slots.length < end - first) this.#slots.push(this.#makeSlot());
    const shown = new Set();
    for (let index = first; index < end; index++) {
      const slot = this.#slots[index % this.#slots.length];
      this.#fill(slot, index);
      shown.add(slot);
    }
    for (const slot of this.#slots) if (!shown.has(slot)) this.#park(slot);
    const isHere = this.#current >= first && this.#current < end;
    set(this.#box, 'aria-activedescendant', isHere ? `row-${this.#current}` : null);
    if (this.#total > 0) this.#owner.want(from - AHEAD, to + AHEAD);
    const row = this.#owner.rowAt(this.#current);
    if (row && this.#total > 0) this.#owner.moved(row, this.#hasMoved);
  }

  #visible() {
    const first = Math.floor(this.#box.scrollTop / this.#rowHeight);
    return [first, first + Math.ceil(this.#box.clientHeight / this.#rowHeight) + 1];
  }

  #makeSlot() {
    const cells = ['code', 'char', 'name'].map(name => element('span', { className: name }));
    const made = element('div', { role: 'option', className: 'row' }, ...cells);
    this.#space.append(made);
    return { element: made, cells };
  }

  #fill({ element: made, cells }, index) {
    const row = this.#owner.rowAt(index);
    const texts = row ? [row.code, showable(row.char), row.name] : ['', '', '…'];
    texts.forEach((text, cell) => { if (cells[cell].textContent !== text) cells[cell].textContent = text; });
    made.hidden = false;
    made.style.top = `${index * this.#rowHeight}px`;
    made.dataset.index = index;
    set(made, 'id', `row-${index}`);
    set(made, 'aria-posinset', index + 1);
    set(made, 'aria-setsize', this.#total);
    set(made, 'aria-selected', index === this.#current);
    set(made, 'title', row?.name ?? '');
  }

  #park({ element: made }) {
    made.hidden = true;
    made.removeAttribute('id');
  }

  #press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || this.#total === 0) return;
    const page = Math.max(1, Math.floor(this.#box.clientHeight / this.#rowHeight) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.#total, End: this.#total };
    if (event.key === 'Enter') this.#choose();
    else if (event.key in steps) this.#go(this.#current + steps[event.key]);
    else return;
    event.preventDefault();
  }

  #click(event) {
    const row = event.target.closest('.row');
    if (!row || !getSelection().isCollapsed) return; // Who drags over a name wants the name.
    [this.#current, this.#hasMoved] = [Number(row.dataset.index), true];
    this.draw();
    this.#choose();
  }

  #go(index) {
    [this.#current, this.#hasMoved] = [Math.min(this.#total - 1, Math.max(0, index)), true];
    const top = this.#current * this.#rowHeight;
    const lowest = top + this.#rowHeight - this.#box.clientHeight;
    this.#box.scrollTop = Math.max(lowest, Math.min(top, this.#box.scrollTop));
    this.draw();
  }

  #choose() {
    const row = this.#owner.rowAt(this.#current);
    if (row) this.#owner.chosen(row);
  }
}

function set(target, name, value) {
  if (value === null) target.removeAttribute(name);
  else if (target.getAttribute(name) !== String(value)) target.setAttribute(name, value);
}
