import { parseDocuments } from "../../src/loader/index.ts";
import { random, things } from "../language/things.ts";

/** A document as a file has it, and as the loader reads it. */
export interface Input {
  readonly text: string;
  readonly value: unknown;
}

/** A document as `JSON.stringify` writes it. */
export function inputOf(value: unknown): Input {
  const text = JSON.stringify(value);
  return { text, value: JSON.parse(text) as unknown };
}

/**
 * Numbers that aren't what an interface declares, or that no double is exactly; none of those that engines are known to
 * read differently (docs/parity.md, "What differs still").
 */
const oddNumbers = ["1.50", "0.1", "9007199254740993", "12345678901234567890", "-0", "-0.0", "1E-7"];

/** Documents of kind Thing, in which numbers are written in all ways that JSON has. */
export function rawInputs(seed: number, count: number): Input[] {
  const next = random(seed + 1);
  return things(seed, count).flatMap((thing) => {
    const text = rawText(thing, next);
    const { documents, problems } = parseDocuments("thing.json", text);
    return problems.length === 0 && documents.length === 1 ? [{ text, value: documents[0]!.value }] : [];
  });
}

function rawText(value: unknown, next: () => number): string {
  if (typeof value === "number") return numberText(value, next);
  if (Array.isArray(value)) return `[${value.map((item) => rawText(item, next)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${rawText(member, next)}`).join(",")}}`;
}

function numberText(number: number, next: () => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)]!;
  const chance = next();
  if (chance < 0.01) return pick(oddNumbers);
  if (chance < 0.75 || !Number.isInteger(number)) return String(number);
  return pick([`${number}.0`, `${number}E0`, `${number}e+0`, `${number}00e-2`, `${number / 10}e1`]);
}
