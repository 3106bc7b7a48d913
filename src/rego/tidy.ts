import type { Body, Branch, Import, Rule, Statement, Term } from "./ast.ts";
import { notProvablyEmpty } from "./empty.ts";
import { partsOf, termOf } from "./parts.ts";

/**
 * A rule without what nothing uses, which strict Rego refuses: an assignment whose variable isn't read, the name of an
 * element or parameter that isn't. Terms have no effect and always a value, so leaving one out changes nothing.
 */
export function tidyRule(rule: Rule): Rule {
  switch (rule.kind) {
    case "complete": {
      const branches = reachable(rule.branches.map(tidyBranch));
      if (rule.parameters === undefined) return { ...rule, branches };
      const used = new Set<string>();
      for (const { value, body } of branches) {
        if (value !== undefined) namesIn(value, used);
        for (const statement of body) namesInStatement(statement, used);
      }
      return { ...rule, branches, parameters: rule.parameters.map((name) => (used.has(name) ? name : "_")) };
    }
    case "contains": {
      const value = tidyTerm(rule.value);
      return { ...rule, value, body: tidyBody(rule.body, [value]) };
    }
    default:
      return rule;
  }
}

const trueTerm: Term = { kind: "scalar", value: true };

/** The rules that a module has for others, and of its helpers those that they use, through others too. */
export function usedRules(rules: readonly Rule[], helpers: ReadonlySet<string>): Rule[] {
  const used = new Set<string>();
  const pending = new Map<string, Rule[]>();
  const add = (rule: Rule): void => {
    for (const name of namesOf([rule])) {
      used.add(name);
      const waiting = pending.get(name) ?? [];
      pending.delete(name);
      waiting.forEach(add);
    }
  };
  for (const rule of rules)
    if (helpers.has(rule.name)) pending.set(rule.name, [...(pending.get(rule.name) ?? []), rule]);
  for (const rule of rules) if (!helpers.has(rule.name)) add(rule);
  return rules.filter((rule) => !helpers.has(rule.name) || used.has(rule.name));
}

/** The imports whose names some rule uses. */
export function usedImports(imports: readonly Import[], rules: readonly Rule[]): Import[] {
  const used = namesOf(rules);
  return imports.filter(({ path }) => used.has(path.at(-1)!));
}

/** The names that rules use: variables, rules and functions, of those with dots also the part before the first. */
export function namesOf(rules: readonly Rule[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const rule of rules) {
    if (rule.kind === "contains" || rule.kind === "default") namesIn(rule.value, used);
    if (rule.kind === "contains") for (const statement of rule.body) namesInStatement(statement, used);
    if (rule.kind !== "complete") continue;
    for (const { value, body } of rule.branches) {
      if (value !== undefined) namesIn(value, used);
      for (const statement of body) namesInStatement(statement, used);
    }
  }
  return used;
}

/** Branches up to the first without conditions, after which OPA refuses an `else`. */
function reachable(branches: readonly Branch[]): readonly Branch[] {
  const end = branches.findIndex((branch) => branch.body.length === 0);
  return end < 0 ? branches : branches.slice(0, end + 1);
}

/** A branch without what nothing uses, and without the `true` that Rego supplies where there are conditions. */
function tidyBranch({ value, body }: Branch): Branch {
  const wanted = value === undefined ? trueTerm : tidyTerm(value);
  const conditions = tidyBody(body, [wanted]);
  const isTrue = wanted.kind === "scalar" && wanted.value === true;
  return { value: isTrue && conditions.length > 0 ? undefined : wanted, body: conditions };
}

/** @param after terms that see the body's variables */
function tidyBody(body: Body, after: readonly Term[]): Statement[] {
  const used = new Set<string>();
  for (const term of after) namesIn(term, used);
  const kept: Statement[] = [];
  for (const statement of [...body].reverse()) {
    if (statement.kind === "assign" && !used.has(statement.name)) continue;
    const tidied = tidyStatement(statement, used);
    kept.unshift(tidied);
    namesInStatement(tidied, used);
  }
  return kept;
}

function tidyStatement(statement: Statement, used: ReadonlySet<string>): Statement {
  switch (statement.kind) {
    case "term":
    case "not":
      return { ...statement, term: tidyTerm(statement.term) };
    case "assign":
      return { ...statement, value: notProvablyEmpty(tidyTerm(statement.value)) };
    case "some":
      return { ...named(statement, used), source: notProvablyEmpty(tidyTerm(statement.source)) };
    case "every": {
      const body = tidyBody(statement.body, []);
      const inside = new Set<string>();
      for (const inner of body) namesInStatement(inner, inside);
      return { ...named(statement, inside), source: notProvablyEmpty(tidyTerm(statement.source)), body };
    }
  }
}

/** The names of an element and its key, as far as they are used. */
function named<Iteration extends Extract<Statement, { kind: "some" | "every" }>>(
  statement: Iteration,
  used: ReadonlySet<string>,
): Iteration {
  const { key, ...rest } = statement;
  const value = used.has(statement.value) ? statement.value : "_";
  return { ...rest, value, ...(key !== undefined && used.has(key) && { key }) } as Iteration;
}

function tidyTerm(term: Term): Term {
  switch (term.kind) {
    case "scalar":
    case "var":
      return term;
    case "ref":
      return {
        ...term,
        head: tidyTerm(term.head),
        path: term.path.map((key) => (typeof key === "string" ? key : tidyTerm(key))),
      };
    case "call":
      return { ...term, arguments: term.arguments.map(tidyTerm) };
    case "infix":
      return { ...term, left: tidyTerm(term.left), right: tidyTerm(term.right) };
    case "array":
    case "set":
      return { ...term, items: term.items.map(tidyTerm) };
    case "object":
      return { ...term, entries: term.entries.map(([key, value]) => [tidyTerm(key), tidyTerm(value)] as const) };
    case "comprehension": {
      const value = tidyTerm(term.value);
      const body = tidyBody(term.body, [value]);
      // Where nothing is left to hold, the value is there once; Rego has no empty body.
      return body.length === 0 ? { kind: term.type, items: [value] } : { ...term, value, body };
    }
    case "objectComprehension": {
      const [key, value] = [tidyTerm(term.key), tidyTerm(term.value)];
      return { ...term, key, value, body: tidyBody(term.body, [key, value]) };
    }
  }
}

function namesInStatement(statement: Statement, names: Set<string>): void {
  namesIn(termOf(statement), names);
  if (statement.kind === "every") for (const inner of statement.body) namesInStatement(inner, names);
}

function addName(name: string, names: Set<string>): void {
  names.add(name);
  const dot = name.indexOf(".");
  if (dot >= 0) names.add(name.slice(0, dot));
}

function namesIn(term: Term, names: Set<string>): void {
  // A reference to a rule or module may be written as one name with dots.
  if (term.kind === "var" || term.kind === "call") addName(term.name, names);
  for (const part of partsOf(term)) namesIn(part, names);
  if ("body" in term) for (const statement of term.body) namesInStatement(statement, names);
}
