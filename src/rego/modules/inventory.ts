import type { KindDeclaration } from "../../ir/nodes.ts";
import {
  array,
  type Body,
  type Branch,
  call,
  infix,
  nothing,
  type Rule,
  ref,
  type Statement,
  scalar,
  set,
  type Term,
  variable,
} from "../ast.ts";
import { foundBy, type InstanceForm, lowerFinder, lowerFunction } from "../lower/functions.ts";
import type { ModuleLowering } from "../lower/module.ts";
import { snakeCase } from "../names.ts";

/** What policies ask of an input kind's instances in the whole run. */
interface Asked {
  readonly kind: KindDeclaration;
  readonly form: InstanceForm;
  /** Names of the fields that are looked at. */
  readonly reads: readonly string[];
  /** Whether all are asked for, and whether some are by name. */
  readonly isListed: boolean;
  readonly isLookedUp: boolean;
}

/**
 * Ways to come to every document of the run that may have instances, one after another: each ends where `document` is
 * one.
 */
export type Ways = readonly Body[];

/** Where the documents of the run are. */
export interface Sources {
  /** Those that may have instances. */
  documents(): Term;
  /** Ways to the same, and to those that the kind may cover. */
  readonly finding: Ways;
  readonly covering: Ways;
}

/**
 * The package `regoscript.inventory.<kind>`, of the kind's instances in all documents of the run: `all` of them, and
 * `named(namespace, name)`, those in objects of that name. Both are sorted by resource, then by place and value, and
 * null where no document says anything of them.
 */
export function lowerInventory(asked: Asked, sources: Sources, module: ModuleLowering): void {
  const { kind, isListed, isLookedUp } = asked;
  const { covers } = kind;
  const coverage = covers === undefined ? [] : coveringDocuments(covers, sources.covering, module);
  lowerWellFormedTest(asked, module);
  if (isListed) lowerAll(asked, sources.documents(), coverage, module);
  if (isLookedUp) lowerNamed(asked, sources.finding, coverage, module);
}

/** The names that the package has of its own. */
export const inventoryNames = [
  "documents",
  "found",
  "covers",
  "all",
  "is_well_formed",
  "candidate",
  "entry",
  "found_in",
  "some_documents",
  "instances",
  "says_something",
  "is_known",
  "named",
  "namespace",
  "name",
];

/** The statement that goes through documents. */
export function someDocument(documents: Term): Statement {
  return { kind: "some", value: "document", source: documents };
}

function lowerAll(
  { kind, reads, form }: Asked,
  documents: Term,
  coverage: readonly Body[],
  module: ModuleLowering,
): void {
  lowerFinder(kind.find, documents, { reads, withRequest: false, isWhole: form.isWhole }, module);
  const found = variable("found");
  // An empty array that OPA before 1.22 doesn't know to be empty: it refuses to loop over one.
  const none = call("array.slice", array(nothing), scalar(0), scalar(0));
  module.rules.push({
    kind: "complete",
    name: "all",
    branches: [
      { value: sortedInstances(found, kind, module), body: [isNotEmpty(found)] },
      ...coverage.map((body): Branch => ({ value: none, body })),
      { value: nothing, body: [] },
    ],
    comments: ["What the run knows of the input kind, or null where it knows nothing."],
  });
}

function lowerNamed({ kind, reads, form }: Asked, ways: Ways, coverage: readonly Body[], module: ModuleLowering): void {
  const candidates = { reads, withRequest: false, isWhole: form.isWhole };
  const own = variable("instances");
  module.rules.push(
    {
      kind: "complete",
      name: "found_in",
      parameters: ["some_documents"],
      branches: [{ value: foundBy(kind.find, variable("some_documents"), candidates, module), body: [] }],
      comments: [module.program.describe(kind.find.span)],
    },
    // Rules without `else`, of which OPA leaves one as soon as it holds.
    ...[...ways.map((way) => [...way, isNotEmpty(call("found_in", array(variable("document"))))]), ...coverage].map(
      (body, index): Rule => ({
        kind: "complete",
        name: "is_known",
        branches: [{ value: undefined, body }],
        ...(index === 0 && { comments: ["Whether the run knows anything of the input kind."] }),
      }),
    ),
    {
      kind: "complete",
      name: "named",
      parameters: ["namespace", "name"],
      branches: [
        {
          value: sortedInstances(own, kind, module),
          body: [
            {
              kind: "assign",
              name: "instances",
              value: call(
                "found_in",
                call(module.external(["regoscript", "named", "documents"]), variable("namespace"), variable("name")),
              ),
            },
            { kind: "term", term: call("says_something", own) },
          ],
        },
        { value: nothing, body: [] },
      ],
      comments: ["What the run knows of those in objects of a name, or null where it knows nothing of the input kind."],
    },
    {
      kind: "complete",
      name: "says_something",
      parameters: ["instances"],
      branches: [
        { value: undefined, body: [isNotEmpty(own)] },
        { value: undefined, body: [{ kind: "term", term: variable("is_known") }] },
      ],
    },
  );
}

function isNotEmpty(collection: Term): Statement {
  return { kind: "term", term: infix(">", call("count", collection), scalar(0)) };
}

/** Ways to see that some document of the run tells of the kind though nothing is found in it. */
function coveringDocuments(
  covers: NonNullable<KindDeclaration["covers"]>,
  ways: Ways,
  module: ModuleLowering,
): readonly Body[] {
  const { name, takes } = lowerFunction(covers, [{ form: "value" }], "covers", module);
  const isCovering = takes.includes(true) ? call(name, variable("document")) : variable(name);
  return ways.map((way) => [...way, { kind: "term", term: isCovering }]);
}

/** Adds the test whether a candidate is what the kind's interface says. */
function lowerWellFormedTest({ kind, reads }: Asked, module: ModuleLowering): void {
  const input = (rule: string): string => module.external(["regoscript", "inputs", snakeCase(kind.id), rule]);
  const candidate = variable("candidate");
  const fields = set(...reads.map((field) => scalar(field)));
  const problems = call("count", call(input("problems"), candidate, fields));
  module.rules.push({
    kind: "complete",
    name: "is_well_formed",
    parameters: ["candidate"],
    branches: [
      { value: undefined, body: [{ kind: "term", term: call(input("fits"), candidate) }] },
      { value: undefined, body: [{ kind: "term", term: infix("==", problems, scalar(0)) }] },
    ],
  });
}

/** The values of those of some candidates that are well-formed, in their order. */
function sortedInstances(candidates: Term, { id }: KindDeclaration, module: ModuleLowering): Term {
  const candidate = variable("candidate");
  const instances: Term = {
    kind: "comprehension",
    type: "set",
    value: array(ref(candidate, "resource"), call(module.external(module.program.decoders.ofKind(id)), candidate)),
    body: [
      { kind: "some", value: "candidate", source: candidates },
      { kind: "term", term: call("is_well_formed", candidate) },
    ],
  };
  return {
    kind: "comprehension",
    type: "array",
    value: { kind: "ref", head: variable("entry"), path: [scalar(1)] },
    body: [{ kind: "some", value: "entry", source: call("sort", instances) }],
  };
}
