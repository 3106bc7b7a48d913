import type { Path, Segment } from "../../paths.ts";
import { WantedPlaces } from "../wanted-places.ts";
import { placeJson, skipString } from "./scan.ts";

/**
 * Paths of the integers of a JSON text that a double can't hold, in the order of the text. Numbers with a fraction or
 * an exponent are doubles to Kubernetes too.
 */
export function inexactNumbers(text: string, value: unknown): Path[] {
  const large: Segment[][] = [];
  collectLarge(value, [], large);
  const places = new WantedPlaces(large);
  placeJson(text, places.root);
  return large
    .map((path) => ({ path, node: places.found(path) }))
    .filter(({ node: { valueStart, end } }) => isInexact(text.slice(valueStart, end)))
    .sort((left, right) => left.node.valueStart - right.node.valueStart)
    .map(({ path }) => path);
}

function collectLarge(value: unknown, path: Segment[], found: Segment[][]): void {
  if (typeof value === "number") {
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) found.push([...path]);
  } else if (typeof value === "object" && value !== null) {
    for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) {
      path.push(key);
      collectLarge((value as { readonly [key: Segment]: unknown })[key], path, found);
      path.pop();
    }
  }
}

function isInexact(literal: string): boolean {
  return /^-?[0-9]+$/.test(literal) && BigInt(Number(literal)) !== BigInt(literal);
}

/** The offset of the first number that no double can hold, which Go refuses and JSON.parse makes infinite. */
export function findOverflow(text: string): number {
  const token = /"|-?[0-9][-+.0-9eE]*/g;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    if (match[0] === '"') token.lastIndex = skipString(text, match.index);
    else if (!Number.isFinite(Number(match[0]))) return match.index;
  }
  return 0;
}
