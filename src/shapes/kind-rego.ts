import { call, infix, nothing, object, type Rule, ref, scalar, set, type Term, variable } from "../rego/ast.ts";
import { DecodeLowering } from "./decode-rego.ts";
import { FitsLowering } from "./fits-rego.ts";
import { ProblemsLowering } from "./problems-rego.ts";
import type { RegoModule } from "./rego-module.ts";
import { restrictedTo, shapeNamed } from "./restricted.ts";
import type { Field, ObjectShapes } from "./shape.ts";

/** What the rules of an output read of an input kind. */
export interface KindReads {
  /** Names of the fields that some policy reads: only these are looked at. */
  readonly decoded: readonly string[];
  /** Names of those that some rule reads, in which whatever is malformed is reported. */
  readonly reported: readonly string[];
  /** Whether policies read less than that: they ask for instances by what they read. */
  readonly apart: boolean;
  /** Whether instances keep the admission request that their document came with. */
  readonly withRequest: boolean;
}

const candidate = variable("candidate");
const fields = variable("fields");

/**
 * The rules of an input kind in Rego beside `found`, its candidates: `instances`, those that are what the interface
 * says in every field that is read; `instances_with(fields)`, those of which the named fields are; `malformed`.
 *
 * @param rootName name of the instances' shape
 */
export function lowerKind(rootName: string, objects: ObjectShapes, reads: KindReads, module: RegoModule): void {
  for (const name of ["candidate", "problem", "fields"]) module.names.reserve(name);
  const shapes = restrictedTo(objects, new Set(reads.decoded));
  const shape = shapeNamed(shapes, rootName);
  const givenFor = (field: Field): Term => ref(candidate, "fields", field.name, "value");
  const place = (field: Field): [Term, Term] => [givenFor(field), ref(candidate, "fields", field.name, "path")];
  const problems = new ProblemsLowering(shapes, module).ofFields(shape, place);
  const fits = new FitsLowering(shapes, module).ofFields(shape, "fits", "candidate", (field, absent) =>
    absent.kind === "scalar" && absent.value === null
      ? givenFor(field)
      : module.support("coalesce", givenFor(field), absent),
  );
  const decoded = object([
    ["$path", ref(candidate, "path")],
    ["$resource", ref(candidate, "resource")],
    ...(reads.withRequest
      ? [
          [
            "$request",
            module.support("admission_request", call("object.get", candidate, scalar("request"), nothing)),
          ] as const,
        ]
      : []),
    ...new DecodeLowering(shapes, module).ofFields(shape, place),
  ]);
  const isObject: Term = call("is_object", ref(candidate, "value"));
  const named = (names: readonly string[]): Term => set(...names.map((name) => scalar(name)));
  /** The decoded candidates, all or those without a problem in some fields. */
  const all = (of: Term | undefined): Term => ({
    kind: "comprehension",
    type: "array",
    value: call("decoded", candidate),
    body: [
      { kind: "some", value: "candidate", source: variable("found") },
      ...(of === undefined
        ? []
        : [
            {
              kind: "term" as const,
              term: infix("==", call("count", call("problems", candidate, of)), scalar(0)),
            },
          ]),
    ],
  });
  const malformed: Rule[] = [
    {
      kind: "complete",
      name: "malformed_in",
      parameters: ["fields"],
      branches: [
        { value: set(), body: [{ kind: "term", term: variable("well_formed") }] },
        {
          value: {
            kind: "comprehension",
            type: "set",
            value: call("object.union", variable("problem"), object([["resource", ref(candidate, "resource")]])),
            body: [
              { kind: "some", value: "candidate", source: variable("found") },
              { kind: "some", value: "problem", source: call("problems", candidate, fields) },
            ],
          },
          body: [],
        },
      ],
      comments: ["What is wrong with the named fields of all candidates."],
    },
    {
      kind: "complete",
      name: "malformed",
      branches: [{ value: call("malformed_in", named(reads.reported)), body: [] }],
    },
  ];
  const apart: Rule = {
    kind: "complete",
    name: "instances_with",
    parameters: ["fields"],
    branches: [
      { value: variable("instances"), body: [{ kind: "term", term: variable("well_formed") }] },
      { value: all(fields), body: [] },
    ],
    comments: ["The instances of which the named fields are what the interface says."],
  };
  module.rules.push(
    {
      kind: "complete",
      name: "problems",
      parameters: ["candidate", "fields"],
      branches: [
        { value: problems, body: [{ kind: "term", term: isObject }] },
        {
          value: set(module.support("problem", ref(candidate, "path"), scalar("an object"), ref(candidate, "value"))),
          body: [],
        },
      ],
      comments: ["Where the named fields of a candidate are not what the interface says."],
    },
    { kind: "complete", name: "decoded", parameters: ["candidate"], branches: [{ value: decoded, body: [] }] },
    {
      kind: "complete",
      name: "fits",
      parameters: ["candidate"],
      branches: [{ value: undefined, body: [{ kind: "term", term: isObject }, ...fits] }],
      comments: ["Whether a candidate surely is what the interface says; in doubt, its problems are looked for."],
    },
    {
      kind: "complete",
      name: "well_formed",
      branches: [
        {
          value: undefined,
          body: [
            {
              kind: "every",
              value: "candidate",
              source: variable("found"),
              body: [{ kind: "term", term: call("fits", candidate) }],
            },
          ],
        },
      ],
    },
    {
      kind: "complete",
      name: "instances",
      branches: [
        { value: all(undefined), body: [{ kind: "term", term: variable("well_formed") }] },
        { value: all(named(reads.decoded)), body: [] },
      ],
      comments: ["The instances that rules run on."],
    },
    ...(reads.apart ? [apart] : []),
    ...malformed,
  );
}
