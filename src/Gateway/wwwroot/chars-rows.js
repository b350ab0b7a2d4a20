const PAGE = 200;
const MOST_PAGES = 40;
const MOST_LOADS = 2;

/**
 * The rows of one result, of which only those near to what is looked at are kept. They come from whoever calls put();
 * what is missing and not on its way is loaded by position.
 *   isComing(from, end): whether rows from there on come by themselves;
 *   load(start, stop, signal): reads rows, as { total, items };
 *   changed(): there are new rows; failed(error): a load ended so; replaced(): the result is another than it was.
 */
export class Rows {
  #pages = new Map(); // Number of the page -> its rows; the pages that were used last are at the end.
  #loads = new Map(); // Number of the page -> what stops its loading.
  #source;

  constructor(total, source) {
    this.total = total;
    this.#source = source;
  }

  at(index) {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  put(from, items) {
    items.forEach((item, offset) => {
      const index = from + offset;
      const page = this.#pages.get(Math.floor(index / PAGE)) ?? [];
      page[index % PAGE] = item;
      this.#touch(Math.floor(index / PAGE), page);
    });
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= MOST_PAGES) break;
      this.#pages.delete(number);
    }
  }

  /** Sees to it that these rows are here or come, and stops loading all others. */
  want(first, end) {
    const missing = [];
    const [from, to] = [Math.max(0, first), Math.min(this.total, end)];
    for (let number = Math.floor(from / PAGE); number * PAGE < to; number++) {
      const page = this.#pages.get(number);
      if (page) this.#touch(number, page);
      const gap = this.#gap(Math.max(from, number * PAGE), Math.min(to, (number + 1) * PAGE));
      if (gap === null || this.#source.isComing(gap, Math.min(this.total, (number + 1) * PAGE))) continue;
      missing.push(number);
    }
    for (const [number, stop] of this.#loads) if (!missing.includes(number)) stop.abort();
    for (const number of missing) if (this.#loads.size < MOST_LOADS && !this.#loads.has(number)) this.#load(number);
  }

  close() {
    for (const stop of this.#loads.values()) stop.abort();
    this.want = () => {};
  }

  #touch(number, page) {
    this.#pages.delete(number);
    this.#pages.set(number, page);
  }

  #gap(from, to) {
    for (let index = from; index < to; index++) if (!this.at(index)) return index;
    return null;
  }

  async #load(number) {
    const stop = new AbortController();
    this.#loads.set(number, stop);
    let settled = () => {};
    try {
      const start = number * PAGE;
      const { total, items } = await this.#source.load(start, Math.min(this.total, start + PAGE), stop.signal);
      if (stop.signal.aborted) return;
      if (total !== this.total) settled = this.#source.replaced;
      else settled = () => { this.put(start, items); this.#source.changed(); };
    } catch (error) {
      if (!stop.signal.aborted) settled = () => this.#source.failed(error);
    } finally {
      if (this.#loads.get(number) === stop) this.#loads.delete(number);
    }
    settled();
  }
}
