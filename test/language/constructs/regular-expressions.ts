import { matchesPattern, printed, rule, violation } from "regoscript";
import { Thing } from "../fixtures/thing.ts";

// pattern-test: `test`
//
// Rego's `regex.match`. Without the flag `u` JavaScript matches UTF-16 units.
//
// RS2009 if (/^a/.test(name)) return;
// RS2008 if (/a(?=b)/u.test(name)) return;
// RS2008 if (/(a)\1/u.test(name)) return;
const name = /^[a-z][a-z0-9-]*$/u;

function isName(thing: Thing): boolean {
  return name.test(thing.name);
}

// pattern-flag: the flag `i`
//
// It becomes a flag of RE2. There is no other but `u`.
//
// RS2008 if (/a.b/su.test(name)) return;
// RS2008 if (/a/gu.test(name)) return;
function isLetter(thing: Thing): boolean {
  return /^[a-c]$/iu.test(thing.name);
}

// matches-pattern: `matchesPattern`
//
// For an expression that is known only when the rule runs, such as a parameter; `undefined` where engines don't read it alike, so the rule says what
// then.
//
// RS2008 if (new RegExp(name, "u").test("a")) return;
function accepted(thing: Thing): string {
  const matches = matchesPattern(thing.name, thing.note ?? "^a");
  return matches === undefined ? "not an expression" : `${matches}`;
}

export default rule({
  id: "regular-expressions",
  title: "Regular expressions",
  severity: "low",
  input: Thing,
  rationale: "The part of JavaScript's expressions that RE2 has and reads alike.",
  remediation: "",
  references: [],

  *check(thing) {
    yield violation(thing, `pattern-test ${isName(thing)}`);
    yield violation(thing, `pattern-flag ${isLetter(thing)}`);
    yield violation(thing, `matches-pattern ${printed(accepted(thing))}`);
  },

  examples: {},
});
