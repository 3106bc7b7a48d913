import type { Manifest, RuleDescriptor } from "../../manifest/manifest.ts";
import {
  array,
  call,
  infix,
  type Module,
  object,
  type Rule,
  ref,
  scalar,
  type Term,
  variable,
} from "../../rego/ast.ts";
import { schemaSaysLess } from "../../shapes/json-schema.ts";
import { ruleName } from "../names.ts";
import { pathText } from "../path-text.ts";

/** A template's own module: what Gatekeeper asks for. */
export function mainModule(rule: RuleDescriptor, { objects }: Manifest): Module {
  const violation = variable("found");
  const checksParameters = rule.parameters.some(({ shape }) => schemaSaysLess(shape, objects));
  const problemCount = call("count", variable("parameters.problems"));
  return {
    package: [ruleName(rule.id)],
    header: [],
    metadata: [],
    imports: [
      { path: ["lib", "regoscript", "inputs"], alias: undefined },
      ...(checksParameters ? [{ path: ["lib", "regoscript", "parameters"], alias: undefined }] : []),
      { path: ["lib", "regoscript", "rules"], alias: undefined },
    ],
    rules: [
      {
        kind: "contains",
        name: "violation",
        value: object([
          ["msg", ref(violation, "message")],
          [
            "details",
            object([
              ["rule", scalar(rule.id)],
              ["severity", scalar(rule.severity)],
              ["path", ref(violation, "path")],
              ["resource", ref(violation, "resource")],
            ]),
          ],
        ]),
        body: [
          ...(checksParameters ? [{ kind: "term" as const, term: infix("==", problemCount, scalar(0)) }] : []),
          { kind: "some", value: "found", source: variable(`rules.${ruleName(rule.id)}.violations`) },
        ],
      },
      ...rule.kinds.map((kind) => malformed(kind, variable(`inputs.${ruleName(kind)}.malformed`))),
      ...(checksParameters ? [malformed("parameters", variable("parameters.problems"))] : []),
      ...pathText(),
    ],
  };
}

/** A violation for each problem of a set. */
function malformed(what: string, problems: Term): Rule {
  const problem = variable("problem");
  return {
    kind: "contains",
    name: "violation",
    value: object([
      [
        "msg",
        call(
          "concat",
          scalar(""),
          array(
            scalar(`malformed ${what} at `),
            call("path_text", ref(problem, "path")),
            scalar(": expected "),
            ref(problem, "expected"),
            scalar(", found "),
            ref(problem, "found"),
          ),
        ),
      ],
      ["details", object([["malformed", problem]])],
    ]),
    body: [{ kind: "some", value: "problem", source: problems }],
  };
}
