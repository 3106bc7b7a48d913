import { type Example, type ExampleSource, type Located, inputKind, instance, member, rule, text, violation, yaml } from "regoscript";
import "regoscript/kubernetes"; // RS3012

interface Thing extends Located {
  name: string;
}

const Thing = inputKind<Thing>({
  id: "thing",
  title: "thing",
  recognises: ["an object of kind Thing"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Thing") yield instance(document, "Thing");
  },
});

const names: string[] = ["b"];
const sizes = new Map<string, number>([["a", 1]]);
const record: Record<string, string> = { a: "b" };

names.push("a"); // RS3012
sizes.set("b", 2); // RS3012
record["b"] = "c"; // RS3012
names.sort(); // RS3012
delete record["a"]; // RS3012
void names; // RS3012
names.length; // RS3012
Array.prototype.includes = () => true; // RS3012
for (const name of ["c"]) names.push(name); // RS3012
for (let index = 0; index < 3; index++) names.push("d"); // RS3012
while (names.length < 9) names.push("e"); // RS3012
if (names.length > 3) throw new Error("too many"); // RS3012
switch (names.length) { case 3: names.push("f"); } // RS3012
try { names.push("g"); } catch {} // RS3012
{ names.push("h"); } // RS3012
block: { names.push("i"); } // RS3012
debugger; // RS3012

export let changing = 1; // RS1009
export var global = 1; // RS1009
export const { length } = names; // RS3012
export const [first] = names; // RS3012
export const reversed = names.reverse(); // RS1009
export const removed = names.splice(0, 1); // RS1009
export const count = names.push("j"); // RS1009

export class Changer { static { names.push("k"); } } // RS1005
export namespace Inner { names.push("l"); } // RS3012
export enum Size { small = 1, large = names.push("m") } // RS3012
enum Color { red = "red", blue = 3, green }

const document: ExampleSource = (names.push("n"), yaml`kind: Thing`); // RS3012
const example: Example = { document: yaml`kind: Thing`, violations: ["a"].map((name) => (names.push(name), { message: name, path: [], resource: "" })) }; // RS3012
const plain: Example = { document: yaml`kind: Thing`, violations: ["a"].map((message) => ({ message, path: [], resource: "" })) };

function change(): number {
  names.push("o"); // RS1009
  return 1;
}

function changeGiven(list: string[]): number {
  list.push("p"); // RS1009
  return list.length;
}

export const changed = change() + changeGiven(names);

export default rule({
  id: "statements-of-modules",
  title: "Marked",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (!names.includes(thing.name) && thing.name !== Color.red) yield violation(thing, thing.name);
  },
  examples: {
    document: { document, violations: [] },
    example,
    plain,
    changing: { document: (names.push("q"), document), violations: [] }, // RS3012
  },
});
