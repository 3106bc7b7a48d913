/** Why there is no `Date`. */
export const noTime =
  "a rule has no time, so that a document has one verdict whenever it is checked; take the instant as a parameter";

/** Why there is nothing of Node or of a browser. */
export const onlyItsDocument =
  "a rule sees its document, its parameters and the run's inventory, and nothing of Node: no files, environment or modules";

/** Names that JavaScript, Node or a browser has and the language doesn't, and what to write instead. */
export const globals: { readonly [name: string]: string } = {
  Infinity: "start from the list's first element, or from `Number.MAX_SAFE_INTEGER`",
  NaN: "use `undefined` for what is no number, as `integer(text)` gives it",
  Date: noTime,
  process: onlyItsDocument,
  fetch: onlyItsDocument,
  setTimeout: "a rule has no time and ends by itself",
  globalThis: "a rule knows only its document and its parameters",
  console: "a rule has no effect but what it yields: put it into a message",
};
