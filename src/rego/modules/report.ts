import type { RuleDescriptor } from "../../manifest/manifest.ts";
import {
  array,
  call,
  infix,
  object,
  type Rule,
  ref,
  type Statement,
  scalar,
  set,
  type Term,
  variable,
} from "../ast.ts";
import type { ModuleLowering } from "../lower/module.ts";
import { snakeCase } from "../names.ts";
import { candidateKinds } from "./candidates.ts";

/**
 * The entry point: what the packages of input kinds say of the documents, only those asked that may have something to
 * say.
 *
 * @param kinds ids of the input kinds that are reported, where not all are
 * @param doubting the rules that may not be able to tell
 * @param isOpen whether rules look at parts of documents in which something isn't known
 */
export function lowerReport(
  rules: readonly RuleDescriptor[],
  kinds: readonly string[] | undefined,
  doubting: readonly RuleDescriptor[],
  isOpen: boolean,
  module: ModuleLowering,
): void {
  const violation = variable("violation");
  const problem = variable("problem");
  const result = variable("result");
  const inputs = module.external(["regoscript", "inputs"]);
  const problems = variable(module.external(["regoscript", "parameters", "problems"]));
  const noProblems: Statement = { kind: "term", term: infix("==", call("count", problems), scalar(0)) };
  const someKind: Statement = { kind: "some", value: "kind", source: candidateKinds(kinds, module) };
  const ofKind = (rule: string): Term => ref(variable(inputs), variable("kind"), rule);
  // Not in the packages of input kinds, which rules refer to: regorus takes the two for a circle.
  const reports = module.external(["regoscript", "reports"]);
  const output: Rule[] = [
    {
      kind: "complete",
      name: "report",
      branches: [
        {
          value: object([
            ["violations", rules.length === 0 ? array() : variable("violations")],
            ["malformed", variable("malformed")],
            ["undetermined", doubting.length > 0 || (isOpen && rules.length > 0) ? variable("undetermined") : array()],
            ["unrecognised", variable("unrecognised")],
          ]),
          body: [],
        },
      ],
      comments: ["Everything that the rules say of the input."],
    },
    ...unrecognisedParts(someKind, ofKind("found"), isOpen, module),
  ];
  if (rules.length > 0)
    output.push({
      kind: "contains",
      name: "violations",
      value: violation,
      body: [
        noProblems,
        someKind,
        { kind: "some", value: "violation", source: ref(variable(reports), variable("kind"), "violations") },
      ],
    });
  output.push(
    {
      kind: "contains",
      name: "malformed",
      value: problem,
      body: [someKind, { kind: "some", value: "problem", source: ofKind("malformed") }],
    },
    {
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
      body: [{ kind: "some", value: "problem", source: problems }],
    },
  );
  for (const rule of doubting) {
    const undetermined = module.external(["regoscript", "rules", snakeCase(rule.id), "undetermined"]);
    output.push({
      kind: "contains",
      name: "undetermined",
      value: ofRule(result, rule),
      body: [noProblems, { kind: "some", value: "result", source: variable(undetermined) }],
    });
  }
  if (isOpen) output.push(...ofOpenParts(rules, noProblems, module));
  module.rules.push(...output);
}

/** What is said of parts in which something isn't known; without such parts none of it is asked for. */
function ofOpenParts(rules: readonly RuleDescriptor[], noProblems: Statement, module: ModuleLowering): Rule[] {
  const parts = variable(module.external(["regoscript", "engine", "open"]));
  const of = (name: string): Term => variable(module.external(["regoscript", "unknown", "reports", name]));
  const isAsked: Statement = { kind: "term", term: infix(">", call("count", parts), scalar(0)) };
  const result = variable("result");
  const output: Rule[] = ["malformed", ...(rules.length === 0 ? [] : ["violations", "undetermined"])].map((name) => ({
    kind: "contains",
    name,
    value: result,
    body: [isAsked, ...(name === "malformed" ? [] : [noProblems]), { kind: "some", value: "result", source: of(name) }],
  }));
  return [
    ...output,
    {
      kind: "contains",
      name: "recognised",
      value: call("array.slice", variable("place"), scalar(0), variable("depth")),
      body: [
        isAsked,
        { kind: "some", value: "place", source: of("recognised") },
        { kind: "some", value: "depth", source: variable("depths") },
      ],
    },
  ];
}

/** The paths of the documents, as rules see them, in which no finder of the kinds finds anything. */
function unrecognisedParts(someKind: Statement, found: Term, isOpen: boolean, module: ModuleLowering): Rule[] {
  const documents = variable(module.external(["regoscript", "engine", isOpen ? "parts" : "documents"]));
  const path = ref(variable("document"), "path");
  const depth = variable("depth");
  return [
    {
      kind: "complete",
      name: "unrecognised",
      branches: [
        // Most inputs are one document, of which something is found.
        {
          value: set(),
          body: [
            { kind: "term", term: infix("==", call("count", documents), scalar(1)) },
            someKind,
            { kind: "term", term: infix(">", call("count", found), scalar(0)) },
          ],
        },
        {
          value: {
            kind: "comprehension",
            type: "set",
            value: path,
            body: [
              { kind: "some", value: "document", source: documents },
              // WASM looks at all elements of a set for `in`.
              { kind: "not", term: ref(variable("recognised"), path) },
            ],
          },
          body: [],
        },
      ],
      comments: ["Where the documents are in which no input kind finds anything, so that nothing was checked."],
    },
    {
      kind: "contains",
      name: "recognised",
      value: call("array.slice", ref(variable("candidate"), "path"), scalar(0), depth),
      body: [
        someKind,
        { kind: "some", value: "candidate", source: found },
        { kind: "some", value: "depth", source: variable("depths") },
      ],
    },
    {
      kind: "contains",
      name: "depths",
      value: call("count", path),
      body: [{ kind: "some", value: "document", source: documents }],
      comments: ["How long the paths of documents are; those of candidates begin with them."],
    },
  ];
}

/** The violations of the rules of an input kind, in a package of its own. */
export function lowerViolations(rules: readonly RuleDescriptor[], module: ModuleLowering): void {
  for (const rule of rules) {
    const violations = module.external(["regoscript", "rules", snakeCase(rule.id), "violations"]);
    module.rules.push({
      kind: "contains",
      name: "violations",
      value: ofRule(variable("violation"), rule),
      body: [{ kind: "some", value: "violation", source: variable(violations) }],
    });
  }
}

/** What a rule says, with its id and severity. */
function ofRule(finding: Term, { id, severity }: RuleDescriptor): Term {
  return call(
    "object.union",
    finding,
    object([
      ["rule", scalar(id)],
      ["severity", scalar(severity)],
    ]),
  );
}
