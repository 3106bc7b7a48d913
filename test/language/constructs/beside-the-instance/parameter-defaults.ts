import { rule, violation } from "regoscript";
import { Thing } from "../../fixtures/thing.ts";

export default rule({
  id: "parameter-defaults",
  title: "`parameters`",
  severity: "low",
  input: Thing,
  parameters: { most: 10, forbidden: ["a", "x"] },
  rationale: "Typed by their defaults: strings, integers, booleans, lists of strings and records of strings (RS3006). What a user gives is checked in every engine.",
  remediation: "",
  references: [],

  *check(thing, { parameters }) {
    if (thing.size > parameters.most) yield violation(thing, `the size is ${thing.size}, more than ${parameters.most}`);
    if (parameters.forbidden.includes(thing.name)) yield violation(thing, `the name ${thing.name} is forbidden`);
  },

  examples: {},
});
