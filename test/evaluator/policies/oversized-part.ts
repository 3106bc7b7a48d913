import { at, rule, violation, yaml } from "regoscript";
import { gadget } from "./gadget.ts";

export default rule({
  id: "oversized-part",
  title: "Part is larger than allowed",
  severity: "high",
  input: gadget,
  parameters: { limit: 10, allowed: [] as string[] },
  rationale: "Large parts don't fit.",
  remediation: "Use a smaller part.",
  references: ["https://example.com/parts"],
  *check(instance, { parameters }) {
    for (const part of instance.parts) {
      const size = part.size ?? 0;
      if (size > parameters.limit && !parameters.allowed.includes(part.name))
        yield violation(at(part, "size"), `part ${part.name} has size ${size}`);
    }
  },
  examples: {
    small: {
      document: yaml`
        kind: Gadget
        metadata: {name: a}
        spec: {parts: [{name: p, size: 1}]}
      `,
      violations: [],
    },
    large: {
      document: yaml`
        kind: Gadget
        metadata: {name: a}
        spec: {parts: [{name: p, size: 11}]}
      `,
      violations: [{ message: "part p has size 11", path: ["spec", "parts", 0, "size"], resource: "Gadget a" }],
    },
  },
});
