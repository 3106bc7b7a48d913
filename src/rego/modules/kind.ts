import { FitsLowering } from "../../shapes/fits-rego.ts";
import { ProblemsLowering } from "../../shapes/problems-rego.ts";
import { restrictedTo, shapeNamed } from "../../shapes/restricted.ts";
import type { Field, ObjectShape } from "../../shapes/shape.ts";
import {
  call,
  concatenate,
  infix,
  nothing,
  object,
  type Rule,
  ref,
  type Statement,
  scalar,
  set,
  type Term,
  variable,
} from "../ast.ts";
import { BodyLowering } from "../lower/body.ts";
import { termOf } from "../lower/copies.ts";
import type { InstanceForm } from "../lower/functions.ts";
import type { ModuleLowering } from "../lower/module.ts";
import { fieldOf } from "../lower/reading.ts";

/** What the rules of an output read of an input kind. */
export interface KindReads {
  /** Names of the fields that some policy reads: only these are looked at. */
  readonly decoded: readonly string[];
  /** Names of those that some rule reads, in which whatever is malformed is reported. */
  readonly reported: readonly string[];
  /** Whether policies read less than that: they ask for instances by what they read. */
  readonly apart: boolean;
}

const candidate = variable("candidate");
const fields = variable("fields");

/**
 * The rules of an input kind in Rego beside `found`, its candidates: `instances`, those that are what the interface
 * says in every field that is read; `instances_with(fields)`, those of which the named fields are; `malformed`.
 *
 * @param someWhole whether the finder gives some instance as the value that it stands for, not field by field
 * @param isDecoded whether values are made of instances
 */
export function lowerKind(
  form: InstanceForm,
  reads: KindReads,
  { someWhole, isDecoded }: { readonly someWhole: boolean; readonly isDecoded: boolean },
  module: ModuleLowering,
): void {
  for (const name of ["candidate", "problem", "fields"]) module.names.reserve(name);
  const shapes = restrictedTo(module.program.objects, new Set(reads.decoded));
  const shape = shapeNamed(shapes, module.program.rootOf(form.kind));
  const given = (field: Field, absent: Term): Term => {
    if (form.isWhole) return call("object.get", ref(candidate, "value"), scalar(field.name), absent);
    return ref(candidate, "fields", field.name, "value");
  };
  const place = (field: Field): [Term, Term] => [
    given(field, nothing),
    form.isWhole
      ? concatenate(ref(candidate, "path"), [scalar(field.name)])
      : ref(candidate, "fields", field.name, "path"),
  ];
  const problems = new ProblemsLowering(shapes, module).ofFields(shape, place);
  const fieldsFit = new FitsLowering(shapes, module).ofFields(shape, "fits", "candidate", given, form.isWhole);
  const isObject: Term = call("is_object", ref(candidate, "value"));
  // What the finder gives field by field is an object whatever it stands for.
  const fits: readonly Statement[] = someWhole ? [{ kind: "term", term: isObject }, ...fieldsFit] : fieldsFit;
  const named = (names: readonly string[]): Term => set(...names.map((name) => scalar(name)));
  /** The candidates without a problem in some fields. */
  const without = (of: Term): Term => ({
    kind: "comprehension",
    type: "array",
    value: candidate,
    body: [
      { kind: "some", value: "candidate", source: variable("found") },
      { kind: "term", term: infix("==", call("count", call("problems", candidate, of)), scalar(0)) },
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
            value: call(
              "object.union",
              variable("problem"),
              object([
                ["kind", scalar(form.kind)],
                ["resource", ref(candidate, "resource")],
              ]),
            ),
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
      { value: without(fields), body: [] },
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
    ...(isDecoded ? [decoded(form, shape, module)] : []),
    {
      kind: "complete",
      name: "fits",
      parameters: ["candidate"],
      branches: [{ value: undefined, body: fits }],
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
        { value: variable("found"), body: [{ kind: "term", term: variable("well_formed") }] },
        { value: without(named(reads.decoded)), body: [] },
      ],
      comments: ["The instances that rules run on."],
    },
    ...(reads.apart ? [apart] : []),
    ...malformed,
  );
}

/** The value that rules have of an instance. */
function decoded(form: InstanceForm, shape: ObjectShape, module: ModuleLowering): Rule {
  const scope = new BodyLowering(module, false);
  scope.reserve("candidate");
  const instance = { ...form, term: candidate };
  const value = object([
    ["$path", ref(candidate, "path")],
    ["$resource", ref(candidate, "resource")],
    ...shape.fields.map(({ name }): [string, Term] => [name, termOf(fieldOf(instance, name, scope), scope)]),
  ]);
  return { kind: "complete", name: "decoded", parameters: ["candidate"], branches: [{ value, body: scope.body }] };
}
