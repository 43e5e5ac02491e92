import { seal, unseal } from './seal.mjs';

const nameOf = (folder, number) => `${folder}/${String(number).padStart(8, '0')}.sealed`;

/**
 * A list that only grows, as numbered files of a place. Buckets need not be listed for it: the end is found by asking
 * for numbers. Every entry is one file, written whole or not at all.
 */
export class Journal {
  #store;
  #folder;

  constructor(store, folder) {
    this.#store = store;
    this.#folder = folder;
  }

  async length() {
    let step = 1;
    while (await this.#has(step)) step *= 2;
    let there = Math.floor(step / 2);
    let absent = step;
    while (absent - there > 1) {
      const middle = Math.floor((there + absent) / 2);
      if (await this.#has(middle)) there = middle;
      else absent = middle;
    }
    return there;
  }

  async add(value) {
    const number = (await this.length()) + 1;
    const name = nameOf(this.#folder, number);
    await this.#store.put(name, seal(name, Buffer.from(JSON.stringify(value))));
    return number;
  }

  async read(number) {
    const name = nameOf(this.#folder, number);
    const sealed = await this.#store.get(name);
    if (!sealed) throw new Error(`${name} 不见了。`);
    return JSON.parse(unseal(name, sealed).toString('utf8'));
  }

  /** Entries 1 to `upTo`, oldest first. */
  async *all(upTo = Number.POSITIVE_INFINITY) {
    const length = Math.min(upTo, await this.length());
    for (let number = 1; number <= length; number += 1) yield this.read(number);
  }

  /** Newest first. */
  async *backwards() {
    for (let number = await this.length(); number > 0; number -= 1) yield this.read(number);
  }

  async #has(number) {
    return (await this.#store.head(nameOf(this.#folder, number))) !== null;
  }
}
