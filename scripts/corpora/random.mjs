/** Random numbers that repeat for the same seed (mulberry32), with what the generators of corpora do with them. */
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 to just below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    const state = this.#state;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(items) {
    return items[this.below(items.length)];
  }

  /** Words of prose, separated by spaces. */
  words(count) {
    return Array.from({ length: count }, () => this.pick(vocabulary)).join(" ");
  }
}

const vocabulary =
  "the a of to and in is that for object field value list name must be set when if which more info pods selector default optional request resources container volume policy whether controller namespace defined specifies represents with this are by not".split(
    " ",
  );
