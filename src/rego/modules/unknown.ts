import type * as ir from "../../ir/nodes.ts";
import type { Manifest, RuleDescriptor } from "../../manifest/manifest.ts";
import { AbstractDecoding, knownValue } from "../../shapes/abstract-rego.ts";
import { restrictedTo, shapeNamed } from "../../shapes/restricted.ts";
import { call, infix, object, ref, scalar, set, type Term, variable } from "../ast.ts";
import { snakeCase } from "../names.ts";
import { lowerCheck, lowerFinder } from "../unknown/functions.ts";
import type { UnknownModule } from "../unknown/module.ts";
import { concatenated } from "../unknown/ways.ts";
import { candidateDocuments } from "./candidates.ts";

/** Names that the packages of input kinds and rules have of their own. */
export const unknownNames = [
  "found",
  "instances_with",
  "malformed",
  "outcomes",
  "parts",
  "problems",
  "results",
  "said",
  "violations",
];

const candidate = variable("candidate");
const fields = variable("fields");

/** What there is of an input kind in the parts in which something isn't known. */
interface UnknownKind {
  readonly kind: ir.KindDeclaration;
  /** Names of the fields that some policy reads. */
  readonly decoded: readonly string[];
  /** Names of those that some rule reads. */
  readonly reported: readonly string[];
}

/**
 * Adds the package of an input kind: `found`, the candidates in the parts of `engine.open`; `instances_with(fields)`,
 * those of which nothing is malformed in the fields; `malformed`.
 */
export function lowerUnknownKind(
  { kind, decoded, reported }: UnknownKind,
  manifest: Manifest,
  module: UnknownModule,
): void {
  const open = variable(module.external(["regoscript", "engine", "open"]));
  module.rules.push({
    kind: "complete",
    name: "parts",
    branches: [{ value: module.abstract("in_settings", candidateDocuments(kind.id, open, module)), body: [] }],
  });
  lowerFinder(kind.find, variable("parts"), new Set(decoded), module);
  const shapes = restrictedTo(manifest.objects, new Set(decoded));
  const shape = shapeNamed(shapes, kind.object);
  const decoding = new AbstractDecoding(shapes, module);
  const found = variable("one");
  const instance = object([
    ["is", scalar("instance")],
    ["path", ref(candidate, "path")],
    ["resource", ref(candidate, "resource")],
    ["fields", decoding.fields(shape, (name) => ref(candidate, "fields", name))],
  ]);
  module.rules.push(
    {
      kind: "complete",
      name: "decoded",
      branches: [
        {
          value: {
            kind: "comprehension",
            type: "array",
            value: object([
              ["candidate", candidate],
              ["instance", instance],
              ["sure", ref(found, "sure")],
              ["origin", ref(found, "origin")],
            ]),
            body: [
              { kind: "some", value: "one", source: variable("found") },
              { kind: "assign", name: "candidate", value: ref(found, "candidate") },
            ],
          },
          body: [],
        },
      ],
      comments: ["The candidates with what rules see of them."],
    },
    {
      kind: "complete",
      name: "problems",
      parameters: ["one", "fields"],
      branches: [
        {
          value: infix(
            "|",
            module.abstract("whole_problems", ref(found, "candidate")),
            decoding.problems(shape, ref(found, "instance")),
          ),
          body: [],
        },
      ],
      comments: ["Where the named fields of a candidate are not what the interface says."],
    },
    {
      kind: "complete",
      name: "instances_with",
      parameters: ["fields"],
      branches: [
        {
          value: {
            kind: "comprehension",
            type: "array",
            value: found,
            body: [
              { kind: "some", value: "one", source: variable("decoded") },
              {
                kind: "term",
                term: infix("==", call("count", call("problems", found, fields)), scalar(0)),
              },
            ],
          },
          body: [],
        },
      ],
      comments: ["The instances of which the named fields are what the interface says, or aren't known."],
    },
    {
      kind: "contains",
      name: "malformed",
      value: call(
        "object.union",
        variable("problem"),
        object([
          ["kind", scalar(kind.id)],
          ["resource", ref(found, "instance", "resource")],
        ]),
      ),
      body: [
        { kind: "some", value: "one", source: variable("decoded") },
        {
          kind: "some",
          value: "problem",
          source: call("problems", found, set(...reported.map((field) => scalar(field)))),
        },
      ],
    },
  );
}

/** Adds a rule's package: `outcomes(instance)`, and its `violations` and `undetermined` of all instances. */
export function lowerUnknownRule(
  descriptor: RuleDescriptor,
  check: ir.GeneratorDeclaration,
  module: UnknownModule,
): void {
  lowerCheck(check, module);
  const judged = variable("judged");
  const lists = descriptor.kinds.map((kind): Term => {
    const instances = module.external(["regoscript", "unknown", "inputs", snakeCase(kind), "instances_with"]);
    return {
      kind: "comprehension",
      type: "array",
      value: module.abstract("result", judged, variable("way")),
      body: [
        {
          kind: "some",
          value: "judged",
          source: call(instances, set(...descriptor.reads.map((field) => scalar(field)))),
        },
        { kind: "some", value: "way", source: call("said", ref(judged, "instance")) },
      ],
    };
  });
  const all = variable("results");
  const instance = variable("instance");
  const reads = set(...descriptor.reads.map((field) => scalar(field)));
  module.rules.push(
    {
      kind: "complete",
      name: "said",
      parameters: ["instance"],
      branches: [
        {
          value: module.abstract("blank_ways", instance, reads),
          body: [{ kind: "term", term: module.abstract("is_blank", instance, reads) }],
        },
        { value: call("outcomes", instance), body: [] },
      ],
    },
    { kind: "complete", name: "results", branches: [{ value: concatenated(lists), body: [] }] },
    { kind: "complete", name: "violations", branches: [{ value: module.abstract("violations", all), body: [] }] },
    { kind: "complete", name: "undetermined", branches: [{ value: module.abstract("doubts", all), body: [] }] },
  );
}

/** Adds the package of all rules' parameters as values. */
export function lowerUnknownParameters(
  rules: readonly RuleDescriptor[],
  manifest: Manifest,
  module: UnknownModule,
): void {
  for (const rule of rules) {
    const name = snakeCase(rule.id);
    const given = variable(module.external(["regoscript", "parameters", name]));
    const values = rule.parameters.map((parameter): [string, Term] => [
      parameter.name,
      knownValue(manifest.objects, parameter.shape, ref(given, parameter.name), module),
    ]);
    module.rules.push({
      kind: "complete",
      name,
      branches: [{ value: module.abstract("known_object", scalar(null), object(values)), body: [] }],
    });
  }
}

/**
 * Adds the package of what all rules say of the parts in which something isn't known: `violations`, `undetermined`,
 * `malformed`, and `recognised`, the places of all candidates.
 */
export function lowerUnknownReport(
  rules: readonly RuleDescriptor[],
  kinds: readonly string[],
  module: UnknownModule,
): void {
  const result = variable("result");
  for (const { id, severity } of rules)
    for (const name of ["violations", "undetermined"])
      module.rules.push({
        kind: "contains",
        name,
        value: call(
          "object.union",
          result,
          object([
            ["rule", scalar(id)],
            ["severity", scalar(severity)],
          ]),
        ),
        body: [
          {
            kind: "some",
            value: "result",
            source: variable(module.external(["regoscript", "unknown", "rules", snakeCase(id), name])),
          },
        ],
      });
  for (const kind of kinds) {
    const inKind = (name: string): Term =>
      variable(module.external(["regoscript", "unknown", "inputs", snakeCase(kind), name]));
    module.rules.push(
      {
        kind: "contains",
        name: "malformed",
        value: result,
        body: [{ kind: "some", value: "result", source: inKind("malformed") }],
      },
      {
        kind: "contains",
        name: "recognised",
        value: ref(variable("one"), "candidate", "path"),
        body: [{ kind: "some", value: "one", source: inKind("found") }],
      },
    );
  }
}
