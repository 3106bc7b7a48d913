import { type Inventory, rule, violation } from "regoscript";
import { ServiceAccount } from "regoscript/kubernetes";
import { Thing } from "../../fixtures/thing.ts";

function accountNames(inventory: Inventory): ReadonlySet<string> {
  return new Set((inventory.all(ServiceAccount) ?? []).map((account) => account.metadata?.name ?? ""));
}

export default rule({
  id: "once",
  title: "`inventory.once(work)`",
  severity: "low",
  input: Thing,
  evidence: [ServiceAccount],
  rationale: "What a function of a module makes of the inventory, such as a table by key, is worked out once for a run: a rule without parameters in Rego. The function takes the inventory alone (RS1018).",
  remediation: "",
  references: [],

  *check(thing, { inventory }) {
    if (inventory.once(accountNames).has(thing.name)) yield violation(thing, `there is a service account ${thing.name}`);
  },

  examples: {},
});
