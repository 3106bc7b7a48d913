import type { ModuleSymbol } from "../../ir/nodes.ts";
import type { DecisionDescriptor } from "../../manifest/manifest.ts";
import { ResultProjection } from "../../shapes/project-rego.ts";
import { call, infix, object, ref, scalar, set, variable } from "../ast.ts";
import { BodyLowering } from "../lower/body.ts";
import { callWith } from "../lower/calls.ts";
import { termOf } from "../lower/copies.ts";
import type { Source } from "../lower/functions.ts";
import type { ModuleLowering } from "../lower/module.ts";
import { snakeCase } from "../names.ts";

/**
 * The rules `results` and `report` of a decision's package: for each instance in the input its resource, path and
 * value, which has the fields that the decision's result type declares; and with them what is malformed.
 *
 * @param decide the function that gives the value of an instance
 * @param sources the instances of each of its input kinds
 */
export function lowerResults(
  descriptor: DecisionDescriptor,
  decide: ModuleSymbol,
  sources: readonly Source[],
  module: ModuleLowering,
): void {
  for (const name of ["results", "report", "instance", "value", "result"]) module.names.reserve(name);
  for (const source of sources) lowerResultsOf(source, descriptor, decide, module);
  const malformed = descriptor.kinds.map((kind) =>
    call(
      module.external(["regoscript", "inputs", snakeCase(kind), "malformed_in"]),
      set(...descriptor.reads.map((field) => scalar(field))),
    ),
  );
  module.rules.push({
    kind: "complete",
    name: "report",
    branches: [
      {
        value: object([
          ["results", variable("results")],
          ["malformed", malformed.reduce((before, next) => infix("|", before, next))],
        ]),
        body: [],
      },
    ],
  });
}

function lowerResultsOf(
  { instances, form }: Source,
  descriptor: DecisionDescriptor,
  decide: ModuleSymbol,
  module: ModuleLowering,
): void {
  const instance = variable("instance");
  const scope = new BodyLowering(module, false);
  scope.reserve("instance");
  const decided = callWith(decide, [{ ...form, term: instance }], false, scope);
  const value = new ResultProjection(module).of(descriptor.result, termOf(decided, scope), 0);
  module.rules.push({
    kind: "contains",
    name: "results",
    value: variable("result"),
    body: [
      {
        kind: "term",
        term: infix(
          "==",
          call("count", variable(module.external(["regoscript", "parameters", "problems"]))),
          scalar(0),
        ),
      },
      {
        kind: "some",
        value: "instance",
        source: instances,
      },
      ...scope.body,
      {
        kind: "assign",
        name: "result",
        value: object([
          ["resource", ref(instance, "resource")],
          ["path", ref(instance, "path")],
          ["value", value],
        ]),
      },
    ],
    comments: [descriptor.title],
  });
}
