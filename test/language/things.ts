/** A generator of numbers that a seed decides: mulberry32. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const words = [
  "",
  "a",
  "b",
  "c",
  "x",
  "y",
  "z",
  "ab",
  "a-z",
  "pre-a",
  "A-Z",
  "heavy",
  "skip",
  "hidden",
  "stop",
  "rank",
  "low",
  "high",
  "in",
  "inner",
  "ß",
  "İx",
  "𝒳𝒴",
  "a.b",
  "12",
  " a\u00a0",
  "\ufeffb",
  "a\nb",
  "größe-z",
  "constructor",
  "__proto__",
];
const numbers = [
  0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 20, 50, 51, 99, 100, 101, -1, -7, 1000000, 1000680000, 450359962737000,
];

/** Documents of kind Thing: most fields present and right, some absent, null or of a wrong type. */
export function things(seed: number, count: number): unknown[] {
  const next = random(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const word = (): unknown => pick(words);
  const number = (): unknown => pick(numbers);
  const maybe = (value: () => unknown): unknown => (next() < 0.25 ? (next() < 0.5 ? undefined : null) : value());
  const list = (item: () => unknown, most: number): unknown[] =>
    Array.from({ length: Math.floor(next() * (most + 1)) }, item);
  const odd = (value: unknown): unknown => (next() < 0.01 ? pick([null, 5, "text", true, [], {}, 1.5, [null]]) : value);
  const part = (): unknown => ({ id: odd(word()), weight: odd(number()), spare: odd(maybe(() => next() < 0.5)) });
  return Array.from({ length: count }, () => ({
    kind: "Thing",
    name: odd(word()),
    note: odd(maybe(word)),
    size: odd(number()),
    limit: odd(maybe(number)),
    on: odd(next() < 0.5),
    maybe: odd(maybe(() => next() < 0.5)),
    tags: odd(list(word, 4)),
    labels: odd(Object.fromEntries(list(() => [String(word()), word()], 4) as [string, unknown][])),
    parts: odd(list(part, 4)),
    inner: odd(maybe(() => ({ name: odd(maybe(word)), deep: odd(maybe(() => ({ value: maybe(word) }))) }))),
  }));
}

/**
 * Documents that stand for something: one on which tables are tried in full, and those on which engines once disagreed.
 */
export const kept: readonly unknown[] = [
  {
    kind: "Thing",
    name: "a",
    size: 1,
    on: true,
    tags: ["a", "b"],
    labels: { a: "1" },
    parts: [{ id: "a", weight: 7, spare: true }],
  },
  {
    kind: "Thing",
    name: "- on",
    size: 2,
    on: false,
    tags: [],
    labels: {
      yes: "a: yes",
      octal: "a: 010\nb: [1]",
      list: "- a\n- b: 'no'\n- arn:aws:iam::012345678901:role/x",
      map: "{a: 1, b: no-one}",
      date: "- 2020-01-01",
    },
    parts: [],
  },
  { kind: "Thing", name: "every pair", size: 1, on: true, tags: ["a.b"], labels: {}, parts: [] },
  {
    kind: "Thing",
    name: "inner",
    size: -1,
    on: true,
    tags: ["b", "z"],
    labels: {},
    parts: [
      { id: "z", weight: 4 },
      { id: "skip", weight: -1 },
      { id: "b", weight: 100 },
    ],
  },
  // Lists and records that are null are empty ones.
  { kind: "Thing", name: "b", note: "none", size: 1, on: true, tags: null, labels: null, parts: null },
];
