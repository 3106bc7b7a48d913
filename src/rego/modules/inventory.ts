import type { KindDeclaration } from "../../ir/nodes.ts";
import { array, type Branch, call, infix, nothing, ref, scalar, set, type Term, variable } from "../ast.ts";
import { type InstanceForm, lowerFinder, lowerFunction } from "../lower/functions.ts";
import type { ModuleLowering } from "../lower/module.ts";
import { snakeCase } from "../names.ts";

/**
 * The package `regoscript.inventory.<kind>`: `all`, the kind's instances in all documents of the run, sorted by
 * resource, then by place and value; null where no document says anything of them.
 *
 * @param documents those of the run that may have instances
 * @param reads names of the fields that are looked at
 */
export function lowerInventory(
  kind: KindDeclaration,
  documents: Term,
  reads: readonly string[],
  { isWhole }: InstanceForm,
  module: ModuleLowering,
): void {
  for (const name of ["found", "covers", "all", "is_well_formed", "candidate", "entry"]) module.names.reserve(name);
  const inventory = variable(module.external(["regoscript", "engine", "inventory"]));
  const input = (rule: string): string => module.external(["regoscript", "inputs", snakeCase(kind.id), rule]);
  lowerFinder(kind.find, documents, { reads, withRequest: false, isWhole }, module);
  const candidate = variable("candidate");
  const instances: Term = {
    kind: "comprehension",
    type: "set",
    value: array(ref(candidate, "resource"), call(module.external(module.program.decoders.ofKind(kind.id)), candidate)),
    body: [
      { kind: "some", value: "candidate", source: variable("found") },
      { kind: "term", term: call("is_well_formed", candidate) },
    ],
  };
  const fields = set(...reads.map((field) => scalar(field)));
  module.rules.push({
    kind: "complete",
    name: "is_well_formed",
    parameters: ["candidate"],
    branches: [
      { value: undefined, body: [{ kind: "term", term: call(input("fits"), candidate) }] },
      {
        value: undefined,
        body: [
          { kind: "term", term: infix("==", call("count", call(input("problems"), candidate, fields)), scalar(0)) },
        ],
      },
    ],
  });
  const all: Term = {
    kind: "comprehension",
    type: "array",
    value: { kind: "ref", head: variable("entry"), path: [scalar(1)] },
    body: [{ kind: "some", value: "entry", source: call("sort", instances) }],
  };
  const branches: Branch[] = [
    { value: all, body: [{ kind: "term", term: infix(">", call("count", variable("found")), scalar(0)) }] },
  ];
  if (kind.covers !== undefined) {
    const { name, takes } = lowerFunction(kind.covers, [{ form: "value" }], "covers", module);
    // An empty array that OPA before 1.22 doesn't know to be empty: it refuses to loop over one.
    const none = call("array.slice", array(nothing), scalar(0), scalar(0));
    branches.push({
      value: none,
      body: [
        { kind: "some", value: "document", source: inventory },
        { kind: "term", term: takes.includes(true) ? call(name, variable("document")) : variable(name) },
      ],
    });
  }
  module.rules.push({
    kind: "complete",
    name: "all",
    branches: [...branches, { value: nothing, body: [] }],
    comments: ["What the run knows of the input kind, or null where it knows nothing."],
  });
}
