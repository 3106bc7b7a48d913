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

interface Role {
  readonly name: string;
  readonly labels: Record<string, string>;
}

function role(name: string, labels: Record<string, string>): Role {
  return { name, labels };
}

function collected(names: readonly string[]): { lists: Record<string, string[]> } {
  const lists: Record<string, string[]> = Object.create(null);
  for (const name of names) (lists[name] ??= []).push(name);
  return { lists };
}

function* tables(): Generator<Record<string, number>, void> {
  yield { web: 1 };
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
    const held = [{ ranks: { web: 1 } as Record<string, number> }];
    if (held.some(({ ranks }) => ranks[name] !== undefined)) yield violation(workload, "through a field of an element"); // RS2012
    if ([...tables()].some((table) => table[name] !== undefined)) yield violation(workload, "through a generator"); // RS2012
    const put: Record<string, Record<string, number>> = Object.create(null);
    for (const container of workload.spec.containers) put[container.name] = { web: 1 };
    if (put[name]?.[name] !== undefined) yield violation(workload, "through a value that is put"); // RS2012
    let later: Record<string, number> = Object.create(null);
    if (later[name] !== undefined) yield violation(workload, "before an assignment");
    for (const container of workload.spec.containers) {
      if (later[name] !== undefined) yield violation(workload, "after an assignment in a loop"); // RS2012 RS1022
      if (container.name === "web") later = { web: 1 };
    }
    if (one !== undefined) yield violation(workload, "through a pattern");

    if (isLabelled(workload.metadata?.labels ?? parameters.labels, name)) yield violation(workload, "of the document or a parameter");
    const labelled = role(name, workload.metadata?.labels ?? parameters.labels);
    if (labelled.labels[name] !== undefined) yield violation(workload, "of the document, in a field");
    if ([labelled].some(({ labels }) => labels[name] !== undefined)) yield violation(workload, "of the document, in an element's field");
    if (collected([name]).lists[name] !== undefined) yield violation(workload, "without a prototype, in a field");
    if (config.map.has(name)) yield violation(workload, "of a map");
    const fresh: Record<string, string> = Object.create(null);
    for (const container of workload.spec.containers) fresh[container.name] = "seen";
    if (fresh[name] !== undefined) yield violation(workload, "of a record without a prototype");
  },

  examples: {},
});
