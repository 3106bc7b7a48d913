import { type Located, printed, rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

interface Wide {
  readonly id: string;
  readonly note?: string | null;
}

function same<T>(one: T, other: T): boolean {
  return one === other; // RS2004
}

function count(items: Iterable<string>): number { // RS2013
  return [...items].length;
}

function orNone(value: string | null = "none"): string { // RS2014
  return value ?? "nothing";
}

function overloaded(value: string): string;
function overloaded(value: number): string;
function overloaded(value: string | number): string {
  return `${value}`;
}

function shown(wide: Wide): string {
  return printed(wide); // RS2003
}

function fields(named: { name: string }): number {
  return Object.keys(named).length; // RS1017
}

function isDefined<T>(value: T | undefined): value is T {
  return value !== undefined;
}

enum Fraction {
  Half = 0.5,
}

/** Where the static type doesn't say what a value is, or JavaScript tells apart what Rego doesn't. */
export default rule({
  id: "values-of-several-types",
  title: "Fixture",
  severity: "low",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],

  *check(workload) {
    const names = workload.spec.containers.map((container) => container.name);
    const name = names.at(0) ?? "none";
    const isPod = workload.kind === "Pod";
    const textOrList: string | string[] = isPod ? name : names;
    const textOrNumber: string | number = isPod ? name : names.length;
    const maybe: string | number | undefined = isPod ? workload.metadata?.namespace : names.length;
    const listOrSet: string[] | Set<string> = isPod ? names : new Set(names);
    const map = new Map([["a", 1]]);
    const match = /^a/u.exec(name);
    yield violation(workload, `${textOrNumber} ${textOrNumber.toString()} ${typeof textOrNumber}`);
    yield violation(workload, `${textOrList}`); // RS2003
    yield violation(workload, `${maybe}`); // RS2002
    if (textOrList.includes("a")) yield violation(workload, "includes"); // RS2013
    for (const item of textOrList) yield violation(workload, item); // RS2013
    for (const item of listOrSet) yield violation(workload, item); // RS2013
    if (same(names, names)) yield violation(workload, "same");
    yield violation(workload, `${count(names)} ${orNone(name)} ${overloaded(name)}`); // RS1018
    const nothing: string | null = isPod ? null : name; // RS2014
    if (nothing === undefined) yield violation(workload, "undefined"); // RS2014
    if (match === null) yield violation(workload, "no match");
    if (match === undefined) yield violation(workload, "undefined"); // RS2014
    if (workload.metadata?.namespace === null) yield violation(workload, "null"); // RS2014
    if (typeof match === "object") yield violation(workload, "object"); // RS2014
    yield violation(workload, `${new Set(workload.spec.containers.map((container) => [container.name])).size}`); // RS2004
    yield violation(workload, `${Object.keys(map).length}`); // RS1017
    const spread: object = { ...map }; // RS1001
    const { size } = map; // RS1021
    const [first] = new Set(names); // RS1021
    yield violation(workload, `${size} ${first ?? ""} ${printed(Object.keys(spread).length)}`); // RS1017
    yield violation(workload, shown({ id: "a" }));
    yield violation(workload, `${Fraction.Half}`); // RS2011
    yield violation(workload, `${names["length"]}`); // RS1017
    yield violation(workload, name.slice(0, workload.spec.containers.find((container) => container.name === name)?.name.length)); // RS2002
    const inherits = { __proto__: names, a: "b" }; // RS2012
    const record: Record<string, string> = { a: inherits.a };
    yield violation(workload, record.constructor === undefined ? "none" : "some"); // RS2012
    const overridden = { namespace: "none", ...workload.metadata }; // RS1001
    const taken: Record<string, unknown> = { ...workload.metadata }; // RS3009
    yield violation(workload, `${overridden.namespace} ${["a"].concat(textOrList).length}`); // RS2013
    const [groups = ["none"]] = [/a/u.exec(name)]; // RS2014
    yield violation(workload, printed([{ a: 1 }, { a: 1, b: taken === undefined ? 1 : 2 }])); // RS2003
    yield violation(workload, `${groups === undefined} ${[/b/u.exec(name), workload.metadata].length}`); // RS2014
    for (const container of workload.spec.containers) {
      const picked: Pick<typeof container, "name"> = container;
      const record: Record<string, string> = picked; // RS3009
      yield violation(workload, `${fields(container)} ${Object.keys(record).length}`);
    }
    const found = match && match[0];
    yield violation(workload, `${new Set([found, workload.metadata?.namespace]).size} ${[workload.metadata?.namespace].filter(isDefined).join()}`); // RS2014
    if (/É/iu.test(name)) yield violation(workload, "a letter beyond ASCII"); // RS2008
    const located: Located | undefined = workload.metadata;
    if (located !== undefined) yield violation(located, "located");
  },

  examples: {},
});
