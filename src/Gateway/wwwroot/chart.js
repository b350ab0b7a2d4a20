const SECONDS = 60;
const STEP_MS = 250;
const [WIDTH, HEIGHT, TOP] = [600, 120, 12];
const SVG = 'http://www.w3.org/2000/svg';

/**
 * The last minute of a harvest: requests in flight as a line below the line of the cap, outcomes a second as bars. Sampled
 * four times a second, whatever comes in between; the same figures stand beside it as text.
 */
export class Chart {
  #samples = []; // { at, inFlight, done }, oldest first.
  #cap;
  #line;
  #bars;
  #capLine;
  #caption;
  #read;

  /** read() returns { inFlight, done, cap }, or nothing while there is nothing to draw. */
  constructor(svg, caption, read) {
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    [this.#bars, this.#capLine, this.#line] = ['bars', 'cap', 'in-flight'].map(name => {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('class', name);
      svg.append(path);
      return path;
    });
    [this.#caption, this.#read] = [caption, read];
    setInterval(() => this.#sample(), STEP_MS);
  }

  /** Another harvest: its first samples are its own. */
  clear() {
    this.#samples = [];
    this.#draw();
  }

  #sample() {
    const now = this.#read();
    if (!now || document.hidden) return;
    const at = performance.now();
    this.#samples.push({ at, ...now });
    this.#cap = now.cap;
    while (this.#samples[0].at < at - SECONDS * 1000) this.#samples.shift();
    this.#draw();
  }

  #draw() {
    const newest = this.#samples.at(-1);
    this.#caption.parentElement.hidden = !newest;
    if (!newest) {
      for (const path of [this.#line, this.#bars, this.#capLine]) path.setAttribute('d', '');
      this.#caption.textContent = '';
      return;
    }
    const rates = this.#perSecond();
    const most = Math.max(1, this.#cap, ...this.#samples.map(sample => sample.inFlight), ...rates.map(({ count }) => count));
    const x = at => WIDTH - (newest.at - at) / (SECONDS * 1000) * WIDTH;
    const y = value => HEIGHT - value / most * (HEIGHT - TOP);
    this.#line.setAttribute('d', this.#samples.map(({ at, inFlight }, index) => `${index ? 'L' : 'M'}${x(at).toFixed(1)} ${y(inFlight).toFixed(1)}`).join(''));
    const width = WIDTH / SECONDS - 1;
    this.#bars.setAttribute('d', rates.map(({ at, count }) => `M${x(at).toFixed(1)} ${HEIGHT}V${y(count).toFixed(1)}h${width.toFixed(1)}V${HEIGHT}Z`).join(''));
    this.#capLine.setAttribute('d', `M0 ${y(this.#cap).toFixed(1)}H${WIDTH}`);
    const rate = rates.at(-1)?.count ?? 0;
    this.#caption.textContent = `In flight ${newest.inFlight} of at most ${this.#cap}; ${rate} outcomes in the last second`;
  }

  // Whole seconds back from now, so that a bar does not change once it is there.
  #perSecond() {
    const rates = [];
    const newest = this.#samples.at(-1).at;
    for (let end = newest; end > this.#samples[0].at; end -= 1000) {
      const within = this.#samples.filter(({ at }) => at > end - 1000 && at <= end);
      const before = this.#samples.findLast(({ at }) => at <= end - 1000) ?? within[0];
      if (within.length > 0) rates.unshift({ at: end - 1000, count: within.at(-1).done - before.done });
    }
    return rates;
  }
}
