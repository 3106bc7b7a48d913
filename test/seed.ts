const given = process.env["REGOSCRIPT_TEST_SEED"];

/** Whether random input comes from a fresh seed, as in `npm run test:random`, and not from a suite's own. */
export const isFresh: boolean = given !== undefined;

/** The seed of a suite's random input: always the same one, unless the environment gives another. */
export function seedOf(usual: number): number {
  return given === undefined ? usual : Number(given);
}

/** The share of all random input that suites make: with their own seeds a part of it, so that `npm test` is quick. */
const share = Number(process.env["REGOSCRIPT_TEST_SHARE"] ?? (isFresh ? 1 : 1 / 16));

/** How much random input a suite makes. */
export function amountOf(full: number): number {
  return Math.ceil(full * share);
}

/**
 * What of some input goes through the embedded OPA, which takes seven times as long as the engines beside it: all of it
 * with a fresh seed, else a third, by the seed.
 */
export function sampleOf<Item>(items: readonly Item[], seed: number): readonly Item[] {
  return isFresh ? items : items.filter((_, index) => index % 3 === seed % 3);
}
