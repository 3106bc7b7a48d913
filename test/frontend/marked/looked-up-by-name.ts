import { type Evidence, type Inventory, type ObjectName, rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

function named(inventory: Inventory, wanted: ObjectName): readonly Evidence<Workload>[] {
  return inventory.find(Workload, wanted) ?? []; // RS1001
}

/** The parts of a name are seen where it is looked up. */
export default rule({
  id: "looked-up-by-name",
  title: "Fixture",
  severity: "low",
  input: Workload,
  evidence: [Workload],
  rationale: "",
  remediation: "",
  references: [],

  *check(workload, { inventory }) {
    const name = workload.metadata?.name ?? "";
    const namespace = workload.metadata?.namespace;
    if (inventory.find(Workload, { name })?.length === 1) yield violation(workload, "without a namespace");
    if (inventory.find(Workload, { namespace, name })?.length === 1) yield violation(workload, "in its own namespace");
    if (inventory.find(Workload, { ...{ namespace }, name })?.length === 1) yield violation(workload, "spread"); // RS1001
    if (named(inventory, { name }).length === 1) yield violation(workload, "through a function");
  },

  examples: {},
});
