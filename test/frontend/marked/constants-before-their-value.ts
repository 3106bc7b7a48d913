import { type Located, inputKind, instance, member, rule, text, violation } from "regoscript";

interface Thing extends Located {
  name: string;
}

const Thing = inputKind<Thing>({
  id: "thing",
  title: "thing",
  recognises: ["an object of kind Thing"],
  kubernetes: [],
  *find(document) {
    if (text(member(document, "kind")) === "Thing") yield instance(document, prefix);
  },
});

const early = all(); // RS3014
const throughTwo = ["a"].concat(more()); // RS3014
const inCallback = ["a"].map((name) => `${name}${late.length}`); // RS3014
const throughArrow = short(); // RS3014
const direct = hoisted();
const late = ["a"];
const afterwards = all();

function all(): string[] {
  return [...late, "b"];
}

function more(): string[] {
  return all();
}

function short(): string {
  return arrow("a");
}

function hoisted(): string {
  return "b";
}

const arrow = (name: string): string => name;
const prefix = "Thing";
const everything = [early, throughTwo, inCallback, [throughArrow], [direct], afterwards].flat();

export default rule({
  id: "constants-before-their-value",
  title: "Marked",
  severity: "low",
  input: Thing,
  rationale: "",
  remediation: "",
  references: [],
  *check(thing) {
    if (everything.includes(thing.name)) yield violation(thing, last);
  },
  examples: {},
});

const last = "last";
