import { rule, violation } from "regoscript";
import { Workload } from "regoscript/kubernetes";

function mapped(names: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  if (names.length === 0) return found;
  for (const name of names) found.set(name, name);
  return found;
}

function leftEarly(names: readonly string[]): string[] {
  const found: string[] = [];
  let other: string[] = [];
  for (const name of names) {
    if (name === "a") {
      other = found;
      break;
    }
  }
  found.push("x"); // RS1023
  return [...found, ...other];
}

function same(names: string[]): string[] {
  return names;
}

/** Where JavaScript would change what another name stands for too, or go on to what a loop adds. */
export default rule({
  id: "changes-of-shared-values",
  title: "Fixture",
  severity: "low",
  input: Workload,
  rationale: "",
  remediation: "",
  references: [],

  *check(workload) {
    const names = workload.spec.containers.map((container) => container.name);
    const isPod = workload.kind === "Pod";
    const given: string[] = ["a"];
    const fresh0: string[] = ["a"];
    let branch = given;
    if (isPod) branch = [];
    branch.push("x"); // RS1023
    const lists: string[][] = [["a"], ["b"]];
    let chosen: string[] = [];
    for (const list of lists) if (list.includes("a")) chosen = list;
    chosen.push("x"); // RS1023
    const inner = lists.at(names.length);
    if (inner !== undefined) inner.push("x"); // RS1023
    const put: Record<string, string[]> = Object.create(null);
    put["k"] = given;
    (put["k"] ??= []).push("x"); // RS1023
    const read: Record<string, string[]> = Object.create(null);
    read["k"] = ["a"];
    const before = read["k"];
    (read["k"] ??= []).push("x"); // RS1023
    const copied: Record<string, string[]> = Object.create(null);
    const copy = { ...copied };
    for (const name of names) (copied[name] ??= []).push("x"); // RS1023
    const started: Record<string, string[]> = Object.create(null);
    (started["k"] ??= names).push("x"); // RS1009
    const growing: string[] = ["a"];
    for (const name of growing) if (name === "a") growing.push("b"); // RS1022
    for (const [index, name] of growing.entries()) if (index < 3) growing.push(name); // RS1022
    const set = new Set(["a"]);
    for (const name of set) if (name === "a") set.add("b"); // RS1022
    let left: string[] = ["a"];
    let alias: string[] = [];
    switch (names.length) {
      case 1:
        if (isPod) {
          alias = left;
          break;
        }
        left = [];
        break;
      default:
    }
    left.push("x"); // RS1023
    for (const name of isPod ? fresh0 : names) if (name === "a") fresh0.push("b"); // RS1022
    names.push(alias.join());

    const passed = ["a"];
    let back = same(passed);
    back.push("x"); // RS1023
    const sometimes = ["a"];
    let holder = { list: sometimes };
    for (const name of names) {
      if (name === "a") holder = { list: [] };
      else if (name === "b") holder = { list: sometimes };
    }
    sometimes.push("x"); // RS1023
    let replaced = ["a"];
    const keeps = replaced;
    replaced = [];
    replaced.push("x");
    let itself = ["a"];
    itself = isPod ? itself : ["b"];
    itself.push("x");

    const own: Record<string, string[]> = Object.create(null);
    own["k"] = ["a", ...names];
    for (const name of names) (own[name] ??= []).push("x");
    (own["z"] ??= []).push("y");
    let fresh: string[] = [...given];
    if (isPod) fresh = [];
    fresh.push("x");
    for (const name of [...fresh]) fresh.push(name);
    yield violation(workload, [[...mapped(names).keys()], leftEarly(names), back, holder.list, keeps, replaced, itself, branch, chosen, fresh, Object.keys(own), Object.keys(started), before, Object.keys(copy)].map((list) => list.length).join());
  },

  examples: {},
});
