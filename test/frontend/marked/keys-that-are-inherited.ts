import { type Inventory, rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

function isNamed(record: Record<string, number>, key: string): boolean {
  return record[key] !== undefined; // RS2012
}

function isLabelled(record: Record<string, string>, key: string): boolean {
  return record[key] !== undefined;
}

function asked<T>(value: T, key: string, ask: (value: T, key: string) => boolean): boolean {
  return ask(value, key);
}

const config = { byName: { web: 1 } as Record<string, number>, map: new Map([["web", 1]]) };
const lists: readonly Record<string, number>[] = [{ web: 1 }];

function table(inventory: Inventory): Record<string, number> {
  return { web: inventory.all(Workload)?.length ?? 0 };
}

/** Wherever a record that the rule made may arrive, looking up a key that a document names is refused. */
export default rule({
  id: "keys-that-are-inherited",
  title: "Fixture",
  severity: "low",
  input: Workload,
  evidence: [Workload],
  parameters: { labels: { web: "yes" } as Record<string, string> },
  rationale: "",
  remediation: "",
  references: [],

  *check(workload, { inventory, parameters }) {
    const name = workload.metadata?.name ?? "";
    if (isNamed({ web: 1 }, name)) yield violation(workload, "through a parameter");
    if (asked({ web: 1 } as Record<string, number>, name, (record, key) => record[key] === 1)) yield violation(workload, "through a function that is passed"); // RS2012
    if (config.byName[name] !== undefined) yield violation(workload, "through a field"); // RS2012
    for (const record of lists) {
      if (record[name] !== undefined) yield violation(workload, "through a loop"); // RS2012
    }
    if (inventory.once(table)[name] === 1) yield violation(workload, "through what is worked out once"); // RS2012
    if (lists.some((record) => name in record)) yield violation(workload, "through a method"); // RS2012
    let changing: Record<string, number> = Object.create(null);
    changing = { ...changing, web: 2 };
    if (changing[name] !== undefined) yield violation(workload, "through an assignment"); // RS2012
    const { [name]: one } = Object.fromEntries([["web", 1]]); // RS2012
    const { web, ...others } = workload.metadata?.labels ?? parameters.labels;
    if (others[name] !== undefined) yield violation(workload, `through the rest of a record ${web ?? ""}`); // RS2012
    if (one !== undefined) yield violation(workload, "through a pattern");

    if (isLabelled(workload.metadata?.labels ?? parameters.labels, name)) yield violation(workload, "of the document or a parameter");
    if (config.map.has(name)) yield violation(workload, "of a map");
    const fresh: Record<string, string> = Object.create(null);
    for (const container of workload.spec.containers) fresh[container.name] = "seen";
    if (fresh[name] !== undefined) yield violation(workload, "of a record without a prototype");
  },

  examples: {},
});
