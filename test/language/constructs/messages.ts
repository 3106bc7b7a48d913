import { printed, rule, violation } from "regoscript";
import { Thing } from "../fixtures/thing.ts";

// printed: `printed`
//
// JSON with sorted keys, written out along the type, the same in every engine.
//
// RS2003 yield `${tags}`;
function tags(thing: Thing): string {
  return `the tags are ${printed(thing.tags)}`;
}

// printed-record: `printed` of records and objects
//
// Fields in the order of their names; what is absent is left out.
function labels(thing: Thing): string {
  return printed({ labels: thing.labels, limit: thing.limit });
}

// default-in-message: what may be absent
//
// A message says what stands there instead.
//
// RS2002 yield `${thing.note}`;
function note(thing: Thing): string {
  return `the note is ${thing.note ?? "missing"}`;
}

export default rule({
  id: "messages",
  title: "Messages",
  severity: "low",
  input: Thing,
  rationale: "A message is one sentence without a final period. Strings, numbers and booleans are printed alike in every engine, anything else only by `printed`.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `printed ${tags(thing)}`);
    yield violation(thing, `printed-record ${labels(thing)}`);
    yield violation(thing, `default-in-message ${note(thing)}`);
  },

  examples: {},
});
