import { yamlTable } from "./yaml-table.ts";

/** A source of random numbers from 0 to 1 that repeats for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const values = [
  ..."a b yes no 1 010 1.5 ~ null true n 1_0 2020-01-01 100m a#b a:b -a * << &x *x ? - | < = . $(A) é b! a?b %c @d 0x1F 1e3 .inf".split(
    " ",
  ),
  ...[
    "",
    "x y",
    "'q'",
    '"d"',
    "'it''s'",
    '"\\n"',
    '"\\\'"',
    "&x v",
    "!!str 1",
    "!foo z",
    "! 5",
    "a, b",
    "[1, 2]",
    "{a: 1}",
    "[]",
    "{}",
  ],
  ...[
    "{a: b, c: [d]}",
    "{{ x }}",
    "[a: b]",
    "x: y",
    '"a: b"',
    "'[x'",
    "a]",
    "http://x:80/a?b=c",
    "[&x 1, *x]",
    "{<<: {a: 1}, b: 2}",
  ],
];
const keys = [
  ..."a b c name yes n 1 1.5 ~ << \"q\" 's' __proto__ a-b a.b/c -x".split(" "),
  "a b",
  "? k",
  "!!str t",
  "&k kk",
];
const headers = ["|", "|-", "|+", ">", ">-", ">+", "|2", "| # c"];
const noise = [..." \n\t:-#'\"[]{},?!&*|>a1\\%~", "<<", "  ", "\r\n", "\r", ": ", "- ", "# ", "x: 1\n"];

/** Makes documents that are YAML, nearly YAML, or a case of the table with a character changed. */
export class RandomYaml {
  readonly #random: () => number;
  readonly #cases = yamlTable.filter(({ text }) => text.length < 300);

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  document(): string {
    const kind = this.#random();
    if (kind < 0.4) return this.#stream();
    return this.#mutate(kind < 0.6 ? this.#stream() : this.#pick(this.#cases).text);
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #stream(): string {
    const start = this.#chance(0.08) ? this.#pick(["---\n", "--- # c\n", "--- ", "%YAML 1.1\n---\n"]) : "";
    const list = this.#chance(0.1);
    const entries = this.#times(3, () => (list ? "-" : `${this.#pick(keys)}:`) + this.#node(0, 3));
    const text = start + entries;
    return this.#chance(0.1) ? text.trimEnd() : text;
  }

  #times(most: number, make: () => string): string {
    return Array.from({ length: 1 + Math.floor(this.#random() * most) }, make).join("");
  }

  /** What stands behind a colon or a dash. */
  #node(indentation: number, depth: number): string {
    const pad = " ".repeat(indentation);
    const kind = this.#random();
    if (depth <= 0 || kind < 0.35) return ` ${this.#pick(values)}${this.#pick(["", "", "", " # c", " ", "\t"])}\n`;
    if (kind < 0.42) return ` ${this.#pick(headers)}\n${this.#times(3, () => this.#blockLine(pad))}`;
    if (kind < 0.47) return ` "${this.#pick(["a", "a b", "\\x41", `a\n${pad}  b`, `a\\\n  ${pad}b`])}"\n`;
    if (kind < 0.52) return ` one\n${pad}${this.#pick(["  two", "   three", "", "  # no", "  a: b"])}\n`;
    const properties = this.#pick(["", "", "", " &x", " !foo", " # c", " !!map", " &x !!str"]);
    const deeper = indentation + this.#pick([1, 2, 2, 2, 4]);
    if (kind < 0.76) return `${properties}\n${this.#list(this.#pick([deeper, deeper, indentation]), depth)}`;
    return `${properties}\n${this.#map(deeper, depth)}`;
  }

  #blockLine(pad: string): string {
    return `${this.#pick(["", pad, `${pad}  `])}${this.#pick(["x", "# y", "a: b", "", "- c", " z", "---", "\tt"])}\n`;
  }

  #list(indentation: number, depth: number): string {
    const pad = " ".repeat(indentation);
    return this.#times(3, () => {
      if (this.#chance(0.5)) return `${pad}-${this.#node(indentation + 2, 0)}`;
      const first = `${pad}- ${this.#pick(keys)}:${this.#node(indentation + 2, depth - 2)}`;
      return this.#chance(0.5)
        ? `${first}${pad}  ${this.#pick(keys)}:${this.#node(indentation + 2, depth - 2)}`
        : first;
    });
  }

  #map(indentation: number, depth: number): string {
    const pad = " ".repeat(indentation);
    return this.#times(3, () => {
      const before = this.#chance(0.08) ? `${pad}# c\n` : this.#chance(0.05) ? "\n" : "";
      return `${before}${pad}${this.#pick(keys)}${this.#pick([":", ":", ":", " :"])}${this.#node(indentation, depth - 1)}`;
    });
  }

  #mutate(text: string): string {
    const at = Math.floor(this.#random() * (text.length + 1));
    const kind = this.#random();
    if (kind < 0.4) return text.slice(0, at) + this.#pick(noise) + text.slice(at);
    return text.slice(0, at) + (kind < 0.7 ? "" : this.#pick(noise)) + text.slice(at + 1);
  }
}
