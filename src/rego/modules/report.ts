import type { RuleDescriptor } from "../../manifest/manifest.ts";
import { array, call, infix, object, type Rule, scalar, type Term, variable } from "../ast.ts";
import type { ModuleLowering } from "../lower/context.ts";
import { snakeCase } from "../names.ts";

/**
 * The entry point: every rule's violations, by input kind so that a rule costs nothing for a document that has no
 * instance.
 */
export function lowerReport(
  rules: readonly RuleDescriptor[],
  kinds: readonly string[],
  doubting: readonly RuleDescriptor[],
  module: ModuleLowering,
): void {
  const violation = variable("violation");
  const problem = variable("problem");
  const parameterProblems = variable(module.external(["regoscript", "parameters", "problems"]));
  const noProblems = { kind: "term" as const, term: infix("==", call("count", parameterProblems), scalar(0)) };
  const output: Rule[] = [
    {
      kind: "complete",
      name: "report",
      branches: [
        {
          value: object([
            ["violations", rules.length === 0 ? array() : variable("violations")],
            ["malformed", variable("malformed")],
            ["undetermined", doubting.length === 0 ? array() : variable("undetermined")],
            ["recognised", variable("recognised")],
          ]),
          body: [],
        },
      ],
      comments: ["Everything that the rules say of the input."],
    },
    { kind: "default", name: "recognised", arity: undefined, value: scalar(false) },
  ];
  for (const kind of kinds) {
    const name = snakeCase(kind);
    const inputs = (rule: string): Term => variable(module.external(["regoscript", "inputs", name, rule]));
    const own = rules.filter((candidate) => candidate.kind === kind);
    output.push({
      kind: "complete",
      name: "recognised",
      branches: [
        { value: undefined, body: [{ kind: "term", term: infix(">", call("count", inputs("found")), scalar(0)) }] },
      ],
    });
    if (own.length > 0) {
      output.push({
        kind: "contains",
        name: "violations",
        value: violation,
        body: [
          { kind: "term", term: infix(">", call("count", inputs("found")), scalar(0)) },
          noProblems,
          { kind: "some", value: "violation", source: variable(`${name}_violations`) },
        ],
      });
    }
    for (const rule of own) {
      const found = variable(module.external(["regoscript", "rules", snakeCase(rule.id), "violations"]));
      output.push({
        kind: "contains",
        name: `${name}_violations`,
        value: call(
          "object.union",
          violation,
          object([
            ["rule", scalar(rule.id)],
            ["severity", scalar(rule.severity)],
          ]),
        ),
        body: [{ kind: "some", value: "violation", source: found }],
      });
    }
    output.push({
      kind: "contains",
      name: "malformed",
      value: call("object.union", problem, object([["kind", scalar(kind)]])),
      body: [{ kind: "some", value: "problem", source: inputs("malformed") }],
    });
  }
  for (const rule of doubting) {
    output.push({
      kind: "contains",
      name: "undetermined",
      value: call(
        "object.union",
        variable("result"),
        object([
          ["rule", scalar(rule.id)],
          ["severity", scalar(rule.severity)],
        ]),
      ),
      body: [
        noProblems,
        {
          kind: "some",
          value: "result",
          source: variable(module.external(["regoscript", "rules", snakeCase(rule.id), "undetermined"])),
        },
      ],
    });
  }
  output.push({
    kind: "contains",
    name: "malformed",
    value: call(
      "object.union",
      problem,
      object([
        ["kind", scalar("parameters")],
        ["resource", scalar("parameters")],
      ]),
    ),
    body: [{ kind: "some", value: "problem", source: parameterProblems }],
  });
  module.rules.push(...output);
}
