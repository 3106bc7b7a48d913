import { type Inventory, inputKind, instance, isMapping, type Located, member, rule, violation } from "regoscript";

interface Plan extends Located {
  version: string;
}

const Plan = inputKind<Plan>({
  id: "plan",
  title: "plan",
  recognises: ["every plan"],
  kubernetes: [],
  *find(document) {
    if (isMapping(member(document, "plan"))) yield instance<Plan>(member(document, "plan"), "plan");
  },
});

function versions(inventory: Inventory): ReadonlySet<string> {
  return new Set((inventory.all(Plan) ?? []).map(({ version }) => version));
}

export default rule({
  id: "rs3019",
  title: "Remedy",
  severity: "low",
  input: Plan,
  rationale: "",
  remediation: "",
  references: [],
  *check(plan, { inventory }) {
    if (!inventory.once(versions).has("1")) yield violation(plan, "x");
  },
  examples: {},
});
