import type { DecisionDescriptor } from "../../manifest/manifest.ts";
import { ResultProjection } from "../../shapes/project-rego.ts";
import { call, infix, object, ref, scalar, set, type Term, variable } from "../ast.ts";
import { snakeCase } from "../names.ts";
import type { ModuleLowering } from "./context.ts";

/**
 * The rules `results` and `report` of a decision's package: for each instance in the input its resource, path and
 * value, which has the fields that the decision's result type declares; and with them what is malformed.
 *
 * @param decide name of the function that gives the value of an instance
 * @param source the instances
 */
export function lowerResults(
  descriptor: DecisionDescriptor,
  decide: string,
  source: Term,
  module: ModuleLowering,
): void {
  for (const name of ["results", "report", "instance", "value", "result"]) module.names.reserve(name);
  const instance = variable("instance");
  const value = new ResultProjection(module).of(descriptor.result, call(decide, instance), 0);
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
        source,
      },
      {
        kind: "assign",
        name: "result",
        value: object([
          ["resource", ref(instance, "$resource")],
          ["path", ref(instance, "$path")],
          ["value", value],
        ]),
      },
    ],
    comments: [descriptor.title],
  });
  const malformed = call(
    module.external(["regoscript", "inputs", snakeCase(descriptor.kind), "malformed_in"]),
    set(...descriptor.reads.map((field) => scalar(field))),
  );
  const problem = variable("problem");
  const named: Term = {
    kind: "comprehension",
    type: "set",
    value: call("object.union", problem, object([["kind", scalar(descriptor.kind)]])),
    body: [{ kind: "some", value: "problem", source: malformed }],
  };
  module.rules.push({
    kind: "complete",
    name: "report",
    branches: [
      {
        value: object([
          ["results", variable("results")],
          ["malformed", named],
        ]),
        body: [],
      },
    ],
  });
}
