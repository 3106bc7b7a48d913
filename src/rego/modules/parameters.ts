import type { Manifest, RuleDescriptor } from "../../manifest/manifest.ts";
import { ParameterLowering } from "../../shapes/parameters-rego.ts";
import { array, call, infix, object, type Rule, ref, scalar, set, type Term, variable } from "../ast.ts";
import type { ModuleLowering } from "../lower/module.ts";
import { snakeCase } from "../names.ts";

/**
 * `parameters.<rule>`: the rule's parameters, defaults filled in; `parameters.problems`: what is wrong with those
 * given.
 */
export function lowerParameters(
  rules: readonly Pick<RuleDescriptor, "id" | "parameters">[],
  manifest: Manifest,
  module: ModuleLowering,
): void {
  for (const name of ["problems", "known", "faults", ...rules.map(({ id }) => snakeCase(id))])
    module.names.reserve(name);
  const given = variable(module.external(["regoscript", "engine", "parameters"]));
  const lowering = new ParameterLowering(given, manifest.objects, module);
  const allowed = object(
    rules.map((rule) => [rule.id, set(...rule.parameters.map((parameter) => scalar(parameter.name)))]),
  );
  const rulesOut: Rule[] = [];
  for (const rule of rules) {
    const fields = rule.parameters.map((parameter): [string, Term] => [
      parameter.name,
      lowering.value(rule.id, parameter),
    ]);
    rulesOut.push({ kind: "complete", name: snakeCase(rule.id), branches: [{ value: object(fields), body: [] }] });
  }
  // Most runs give no parameters.
  rulesOut.push({
    kind: "complete",
    name: "problems",
    branches: [
      { value: set(), body: [{ kind: "term", term: infix("==", call("count", given), scalar(0)) }] },
      { value: variable("faults"), body: [] },
    ],
    comments: ["What is wrong with the parameters that are given."],
  });
  for (const rule of rules) for (const parameter of rule.parameters) rulesOut.push(lowering.faults(rule.id, parameter));
  const name = variable("name");
  const rule = variable("rule");
  rulesOut.push(
    {
      kind: "complete",
      name: "known",
      branches: [{ value: allowed, body: [] }],
      comments: ["The parameters that each rule has."],
    },
    {
      kind: "contains",
      name: "faults",
      value: object([
        ["path", array(rule)],
        ["expected", scalar("the id of a rule")],
        ["found", scalar("no such rule")],
      ]),
      body: [
        { kind: "some", key: "rule", value: "_", source: given },
        { kind: "not", term: ref(variable("known"), rule) },
      ],
    },
    {
      kind: "contains",
      name: "faults",
      value: object([
        ["path", array(rule, name)],
        ["expected", scalar("the name of a parameter")],
        ["found", scalar("no such parameter")],
      ]),
      body: [
        { kind: "some", key: "rule", value: "values", source: given },
        { kind: "some", key: "name", value: "_", source: variable("values") },
        { kind: "not", term: infix("in", name, ref(variable("known"), rule)) },
      ],
    },
  );
  module.rules.push(...rulesOut);
}
