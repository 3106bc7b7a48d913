import { printed, rule, sorted, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

function first(list: readonly string[]): string {
  return list[0] ?? "none"; // RS2007
}

function joined(list: readonly string[]): string {
  return list.join(); // RS2007
}

function endsEarly(labels: Record<string, string>): boolean {
  for (const value of Object.values(labels)) { // RS2007
    if (value === "2") break;
    if (value === "1") return true;
  }
  return false;
}

function longest(list: readonly string[]): number {
  return list.reduce((most, text) => Math.max(most, text.length), 0);
}

function applied(list: readonly string[], use: (list: readonly string[]) => string): string {
  return use(list);
}

function* keys(labels: Record<string, string>): Generator<string, void> {
  for (const key of Object.keys(labels)) yield key;
}

/** Wherever the keys of a record may arrive, depending on their order is refused. */
export default rule({
  id: "lists-without-order",
  title: "Fixture",
  severity: "low",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],

  *check(workload) {
    const labels = workload.metadata?.labels ?? {};
    yield violation(workload, first(Object.keys(labels)));
    yield violation(workload, joined(Object.keys(labels)));
    yield violation(workload, applied(Object.keys(labels), (list) => list[0] ?? "")); // RS2007
    const held = { list: Object.keys(labels) };
    yield violation(workload, held.list[0] ?? ""); // RS2007
    yield violation(workload, printed(Object.keys(labels))); // RS2007
    yield violation(workload, [...keys(labels)].join()); // RS2007
    yield violation(workload, Object.keys(labels).map((key) => `${key}!`).concat(["end"]).at(0) ?? ""); // RS2007
    const lists = [Object.keys(labels)];
    yield violation(workload, lists.map((list) => list[0] ?? "").join()); // RS2007
    let text = "";
    for (const key of Object.keys(labels)) text += key; // RS2007
    yield violation(workload, text);
    yield violation(workload, [...new Set(Object.values(labels))][0] ?? ""); // RS2007
    const byName = new Map(workload.spec.containers.map((container) => [container.name, Object.keys(labels)]));
    yield violation(workload, byName.get("web")?.[0] ?? ""); // RS2007
    const chosen = workload.kind === "Pod" ? Object.keys(labels) : [];
    yield violation(workload, chosen[0] ?? ""); // RS2007
    for (const [index, key] of Object.keys(labels).entries()) yield violation(workload, `${index} ${key}`); // RS2007
    yield violation(workload, lists.at(workload.spec.containers.length)?.[0] ?? ""); // RS2007
    if (endsEarly(labels)) yield violation(workload, "ends early");

    yield violation(workload, `${longest(Object.keys(labels))} ${Object.keys(labels).length}`);
    yield violation(workload, sorted(Object.keys(labels))[0] ?? "");
    yield violation(workload, printed(labels));
    yield violation(workload, Object.entries(labels).some(([key, value]) => key === value) ? "the same" : "different");
  },

  examples: {},
});
