import { type DecisionVerdict, makeDecisionReport } from "../evaluator/decisions.ts";
import { nativePolicies } from "../evaluator/native.ts";
import type { Policies } from "../evaluator/policies.ts";
import { makeReport, type Report, type Verdict } from "../evaluator/report.ts";
import { loadWasm } from "../evaluator/wasm.ts";
import { serialised } from "../ir/serialise.ts";
import type { SerialisedProgram } from "../ir/serialised.ts";
import { loadEmbeddedOpa } from "../opa/embedded-opa.ts";
import type { LoadedSource } from "../policy-folder.ts";
import { ruleName } from "../targets/names.ts";
import { entryPoints, regoModules } from "../targets/opa/bundle.ts";
import { sourcesOf } from "../targets/opa/index.ts";
import type { ExampleCase } from "./cases.ts";
import { type Finding, failed, ofDecision, ofReport, without } from "./finding.ts";
import { malformedForOthers } from "./malformed.ts";

/** Runs examples; the answers are in their order. */
interface ExampleEngine {
  readonly name: string;
  run(cases: readonly ExampleCase[]): Promise<readonly (readonly Finding[])[]>;
}

/** The engines that Node alone has, the fastest first. */
export function exampleEngines(source: LoadedSource): readonly ExampleEngine[] {
  const { result, rules, decisions } = source;
  const program = (): SerialisedProgram => serialised(result.modules);
  const others = malformedForOthers(source, program);
  let compiled: { readonly [path: string]: string } | undefined;
  // Not before Node has answered.
  const modules = (): { readonly [path: string]: string } => {
    compiled ??= sourcesOf(regoModules(result));
    return compiled;
  };
  return [
    {
      name: "Node",
      run: async (cases) => answersOf(nativePolicies(result.manifest, rules, decisions, program), cases, others),
    },
    { name: "OPA", run: (cases) => embedded(modules(), cases, others) },
    {
      name: "WASM",
      async run(cases) {
        const opa = await loadEmbeddedOpa();
        const wasm = await opa.buildWasm({ modules: modules(), entryPoints: entryPoints(result) });
        return answersOf(await loadWasm(wasm, result.manifest, "the policies"), cases, others);
      },
    },
  ];
}

/** What an example says of a report: all but what is malformed for other rules. */
function told(report: Report, example: ExampleCase, others: (example: ExampleCase) => readonly Finding[]): Finding[] {
  const findings = ofReport(report, example.policy, example.kinds);
  const isMalformed = report.malformed.some(({ kind }) => example.kinds.includes(kind));
  return isMalformed ? without(findings, others(example)) : findings;
}

function answersOf(
  policies: Policies,
  cases: readonly ExampleCase[],
  others: (example: ExampleCase) => readonly Finding[],
): (readonly Finding[])[] {
  return cases.map((example) => {
    const { policy, type, kinds, document, parameters, inventory } = example;
    try {
      const options = {
        ...(parameters !== undefined && { parameters: { [policy]: parameters } }),
        inventory: policies.inventoryOf([document, ...inventory]),
      };
      return type === "rule"
        ? told(policies.evaluate([document], options), example, others)
        : ofDecision(policies.decide(policy, [document], options), kinds);
    } catch (error) {
      return [failed(error)];
    }
  });
}

/** All examples in one evaluation, since to compile the modules takes longer than to run them. */
async function embedded(
  modules: { readonly [path: string]: string },
  cases: readonly ExampleCase[],
  others: (example: ExampleCase) => readonly Finding[],
): Promise<readonly (readonly Finding[])[]> {
  const opa = await loadEmbeddedOpa();
  const { results } = await opa.evaluate({
    modules: { ...modules, "examples.rego": runner(cases) },
    query: "data.regoscript_examples.answer",
    inputs: cases.map(({ policy, type, document, parameters, inventory }) => ({
      asked: type === "rule" ? "report" : policy,
      document,
      parameters: parameters === undefined ? {} : { [policy]: parameters },
      inventory,
    })),
  });
  return results.map((result, index) => {
    const { type, kinds } = cases[index]!;
    if (result.error !== undefined || !result.defined)
      return [failed(result.error ?? "the policies have no value for the document")];
    return type === "rule"
      ? told(makeReport([result.value as Verdict]), cases[index]!, others)
      : ofDecision(makeDecisionReport([result.value as DecisionVerdict]), kinds);
  });
}

/** A module that asks for the report, or a decision, of what its input holds. */
function runner(cases: readonly ExampleCase[]): string {
  const decisions = new Set(cases.filter(({ type }) => type === "decision").map(({ policy }) => policy));
  const asked = [
    ["report", "data.regoscript.report"],
    ...[...decisions].map((id) => [id, `data.regoscript.decisions.${ruleName(id)}.report`]),
  ];
  const answers = asked.map(
    ([name, query]) => `
answer := value if {
	input.asked == ${JSON.stringify(name)}
	value := ${query} with input as input.document
		with data.regoscript_parameters as input.parameters
		with data.inventory.documents as input.inventory
}
`,
  );
  return `package regoscript_examples\n${answers.join("")}`;
}
