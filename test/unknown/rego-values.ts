import { array, object, scalar, set, type Term } from "../../src/rego/ast.ts";
import { regoValue } from "../../src/rego/value.ts";
import type { Value } from "../../src/unknown/values.ts";

/** Values as both twins have them: reasons are sets in Rego, sorted lists in JavaScript. */

/** A value as a term of Rego. */
export function termOf(value: Value): Term {
  return termOfAny(value, undefined);
}

function termOfAny(value: unknown, key: string | undefined): Term {
  if (Array.isArray(value)) {
    const items = value.map((item) => termOfAny(item, undefined));
    return key === "because" || key === "open" ? set(...items) : array(...items);
  }
  if (typeof value !== "object" || value === null) return scalar(value as string | number | boolean | null);
  if ((value as { is?: unknown }).is === "raw") {
    const { origin, ...raw } = { origin: null, unknown: null, parts: [], ...value };
    const members = Object.entries(raw).map(([name, member]): [string, Term] => [
      name,
      name === "parts" ? termOfAny(member, name) : regoValue(member),
    ]);
    return object([...members, ["origin", regoValue(origin)]]);
  }
  return object(Object.entries(value).map(([name, member]) => [name, termOfAny(member, name)]));
}

/** A value that either twin gave, with what only one of them writes out left out. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  const { is } = value as { is?: unknown };
  const kept = Object.entries(value).filter(
    ([name, member]) =>
      !(is === "raw" && (name === "unknown" || name === "parts") && isEmpty(member)) &&
      !(is === "record" && name === "path" && member === null),
  );
  const isReason = (name: string, member: unknown): member is unknown[] =>
    (name === "because" || name === "open") && Array.isArray(member);
  return Object.fromEntries(
    kept
      .map(([name, member]) => [
        name,
        isReason(name, member) ? member.map((place) => JSON.stringify(comparable(place))).sort() : comparable(member),
      ])
      .sort(([left], [right]) => (String(left) < String(right) ? -1 : 1)),
  );
}

function isEmpty(member: unknown): boolean {
  return member === null || (Array.isArray(member) && member.length === 0);
}
