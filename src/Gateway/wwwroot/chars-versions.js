import { element } from './element.js';
import { call } from './gateway.js';

const EVERY = '/v1/chars/facets?mode=words&q=age%3E%3D1.1';

/** Compares 6.3 and 15.1 as versions, oldest first. */
export const byVersion = (one, other) => one.localeCompare(other, 'en', { numeric: true });

/**
 * A slider over the versions of Unicode, at the newest as long as none is chosen. The index says which there are.
 *   changed(): another one was chosen.
 */
export class VersionSlider {
  element = element('label', { id: 'versions', hidden: true });
  #versions = [];
  #chosen;
  #version = element('span', { className: 'version' });
  #range = element('input', { type: 'range', min: 0, step: 1 });

  constructor(changed) {
    this.element.append(element('span', {}, 'Unicode up to ', this.#version), this.#range);
    this.#range.ariaLabel = 'Unicode up to'; // Its value says the version.
    this.#range.oninput = () => {
      const index = Number(this.#range.value);
      this.#chosen = index === this.#versions.length - 1 ? undefined : this.#versions[index];
      this.#say(this.#versions[index]);
      changed();
    };
    this.#load();
  }

  /** It does not narrow what is shown. */
  set isDisabled(isDisabled) { this.#range.disabled = isDisabled; }

  /** The version chosen, as it was written; undefined = the newest. */
  get chosen() { return this.#chosen; }

  set chosen(version) {
    this.#chosen = version;
    this.#place();
  }

  // Without the list there is no slider, and everything else works.
  async #load() {
    const { age } = await call(EVERY).catch(() => ({ age: [] }));
    this.#versions = age.map(({ value }) => value).sort(byVersion);
    this.element.hidden = this.#versions.length < 2;
    this.#range.max = this.#versions.length - 1;
    this.#place();
  }

  #place() {
    const index = this.#versions.findIndex(version => version === this.#chosen || version === `${this.#chosen}.0`);
    const shown = index < 0 ? this.#versions.length - 1 : index;
    this.#range.value = shown;
    this.#say(this.#versions[shown] ?? '');
  }

  #say(version) {
    this.#version.textContent = version;
    this.#range.ariaValueText = `Unicode ${version}`;
  }
}
