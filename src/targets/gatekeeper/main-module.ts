import type { RuleDescriptor } from "../../manifest/manifest.ts";
import { array, call, type Module, object, ref, scalar, variable } from "../../rego/ast.ts";
import { ruleName } from "../names.ts";
import { pathText } from "../path-text.ts";

/** A template's own module: what Gatekeeper asks for. */
export function mainModule(rule: RuleDescriptor): Module {
  const violation = variable("found");
  const problem = variable("problem");
  const kindPath = `inputs.${ruleName(rule.kind)}.malformed`;
  return {
    package: [ruleName(rule.id)],
    header: [],
    metadata: [],
    imports: [
      { path: ["lib", "regoscript", "inputs"], alias: undefined },
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
        body: [{ kind: "some", value: "found", source: variable(`rules.${ruleName(rule.id)}.violations`) }],
      },
      {
        kind: "contains",
        name: "violation",
        value: object([
          [
            "msg",
            call(
              "concat",
              scalar(""),
              array(
                scalar(`malformed ${rule.kind} at `),
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
        body: [{ kind: "some", value: "problem", source: variable(kindPath) }],
      },
      ...pathText(),
    ],
  };
}
