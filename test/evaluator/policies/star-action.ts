import { at, rule, violation, yaml } from "regoscript";
import { gadget } from "./gadget.ts";

export default rule({
  id: "star-action",
  title: "Every action is allowed",
  severity: "low",
  input: gadget,
  rationale: "Everything is too much.",
  remediation: "Name the actions.",
  references: ["https://example.com/actions"],
  *check(instance) {
    if (instance.actions.includes("*")) yield violation(at(instance, "actions"), "every action is allowed");
  },
  examples: {
    named: {
      document: yaml`
        kind: Gadget
        metadata: {name: a}
        spec: {actions: [read]}
      `,
      violations: [],
    },
    star: {
      document: yaml`
        kind: Gadget
        metadata: {name: a}
        spec: {actions: "*"}
      `,
      violations: [{ message: "every action is allowed", path: ["spec", "actions"], resource: "Gadget a" }],
    },
  },
});
