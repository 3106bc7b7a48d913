import { globals, onlyItsDocument } from "./globals.ts";

/** What stands in for members that JavaScript got after the version that the language follows. */
const replacements: { readonly [name: string]: string } = {
  difference: "write `[...a].filter((item) => !b.has(item))`",
  intersection: "write `[...a].filter((item) => b.has(item))`",
  union: "write `new Set([...a, ...b])`",
  symmetricDifference: "filter both sets: `[...a].filter((item) => !b.has(item))`",
  isSubsetOf: "write `[...a].every((item) => b.has(item))`",
  isSupersetOf: "write `[...b].every((item) => a.has(item))`",
  isDisjointFrom: "write `![...a].some((item) => b.has(item))`",
  groupBy: "collect by key in a loop: `(lists[key] ??= []).push(item)`",
};

/**
 * TypeScript's message about a type error, and the help of its diagnostic: without advice that an author can't follow,
 * since the compiler's options are Regoscript's own.
 */
export function explainTypeError(message: string): { readonly message: string; readonly help: string } {
  const [, name = ""] = /^Cannot find name '([^']+)'/.exec(message) ?? [];
  const elsewhere = / Do you need to install type definitions for node\?.*$/s;
  if (elsewhere.test(message) || Object.hasOwn(globals, name))
    return { message: `Cannot find name '${name}'.`, help: globals[name] ?? onlyItsDocument };
  const newer = / Do you need to change your target library\?.*$/s;
  const [, member = ""] = /^Property '(\w+)'/.exec(message) ?? [];
  if (newer.test(message))
    return {
      message: message.replace(newer, ""),
      help:
        replacements[member] ?? "the policy language follows ES2023; write it with `map`, `filter`, `reduce` or a loop",
    };
  if (message.includes("Property '[location]' is missing"))
    return {
      message,
      help: "this has no place in the document: declare what the inventory gives as `Evidence<…>` of its input kind",
    };
  if (/ is possibly 'undefined'\.| 'undefined' is not assignable to /.test(message))
    return {
      message,
      help: "ask first whether it is there: `if (value === undefined) …`, `value ?? …`, `value?.…`; an element of a list or a value of a record may be absent (`noUncheckedIndexedAccess`)",
    };
  return { message, help: "correct the type error" };
}
