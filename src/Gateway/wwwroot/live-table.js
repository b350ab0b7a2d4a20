/**
 * The rows of a table that stand for things: each is made once, then only what has changed in it is written anew, so that
 * focus and selection stay where they are.
 *   cells: for each column a function (thing, cell) => text, or undefined if it has filled the cell itself.
 */
export class LiveTable {
  #body;
  #cells;
  #rows = new Map(); // By key.

  constructor(body, cells) {
    this.#body = body;
    this.#cells = cells;
  }

  /** All of them: what is not among them goes. */
  show(things, keyOf) {
    const keys = new Set(things.map(keyOf));
    for (const key of this.#rows.keys()) if (!keys.has(key)) this.remove(key);
    for (const thing of things) this.put(keyOf(thing), thing);
  }

  put(key, thing) {
    const row = this.#rows.get(key) ?? this.#add(key);
    if (thing.state) row.dataset.state = thing.state;
    this.#cells.forEach((fill, column) => {
      const cell = row.cells[column];
      const text = fill(thing, cell);
      if (text !== undefined && cell.textContent !== text) cell.textContent = text;
    });
  }

  remove(key) {
    this.#rows.get(key)?.remove();
    this.#rows.delete(key);
  }

  #add(key) {
    const row = this.#body.insertRow();
    for (const _ of this.#cells) row.insertCell();
    this.#rows.set(key, row);
    return row;
  }
}
