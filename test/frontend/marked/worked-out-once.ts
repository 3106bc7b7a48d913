import { type Inventory, rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

function count(inventory: Inventory): number {
  return inventory.all(Workload)?.length ?? 0;
}

function more(inventory: Inventory, by = 1): number {
  return count(inventory) + by;
}

/** Only what depends on nothing but the inventory can be worked out once for all. */
export default rule({
  id: "worked-out-once",
  title: "Fixture",
  severity: "low",
  input: Workload,
  evidence: [Workload],
  rationale: "",
  remediation: "",
  references: [],

  *check(workload, { inventory }) {
    const name = workload.metadata?.name ?? "";
    if (inventory.once(count) > 1) yield violation(workload, `${more(inventory)}`);
    if (inventory.once(() => name) === "web") yield violation(workload, "of the rule's own names"); // RS1018
    if (inventory.once(more) > 1) yield violation(workload, "with a parameter of its own"); // RS1018
  },

  examples: {},
});
