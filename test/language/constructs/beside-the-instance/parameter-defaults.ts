import { rule, violation } from "regoscript";
import { Thing } from "../../fixtures/thing.ts";

export default rule({
  id: "parameter-defaults",
  title: "`parameters`",
  severity: "low",
  input: Thing,
  parameters: { most: 10, forbidden: ["a", "x"], prefix: undefined as string | undefined, owners: [] as { name: string; team?: string }[] },
  rationale: "Typed by their defaults: texts, integers, booleans, and lists, records and objects of such (RS3006). A default that says less than its type is written with it: `[] as { image: string; reason?: string }[]`, `\"audit\" as \"audit\" | \"deny\"`, `undefined as string | undefined` for one that need not be given, `\"0.5\" as Scalar` for a number that may have a fraction, of which the rule sees the text. In its objects a list or record that isn't given is empty, and a field that isn't declared is refused. What a user gives replaces the whole default; it is checked in every engine.",
  remediation: "",
  references: [],

  *check(thing, { parameters }) {
    if (thing.size > parameters.most) yield violation(thing, `the size is ${thing.size}, more than ${parameters.most}`);
    if (parameters.prefix !== undefined && !thing.name.startsWith(parameters.prefix))
      yield violation(thing, `the name ${thing.name} doesn't start with ${parameters.prefix}`);
    for (const owner of parameters.owners)
      if (owner.name === thing.name) yield violation(thing, `${thing.name} is of ${owner.team ?? "nobody"}`);
    if (parameters.forbidden.includes(thing.name)) yield violation(thing, `the name ${thing.name} is forbidden`);
  },

  examples: {},
});
