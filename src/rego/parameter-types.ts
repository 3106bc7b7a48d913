import { type Body, type Branch, type Rule, type Statement, type Term, variable } from "./ast.ts";
import { partsOf, termOf } from "./parts.ts";
import { namesOf } from "./tidy.ts";

/**
 * A rule whose parameters have a type wherever OPA asks for one. OPA's type checker knows nothing of a parameter but
 * what the statements before say of it, and until it was mended (open-policy-agent/opa#5234; 1.3 and 1.12 have the
 * fault, 1.22 hasn't) it refused comprehensions, and sets of composed values, in which one without a type stands. There
   the
 * parameter has another name, and an assignment gives it its own, which has the type `any` then.
 */
export function withParameterTypes(rule: Rule): Rule {
  if (rule.kind !== "complete" || rule.parameters === undefined) return rule;
  const untyped = new Set<string>();
  for (const branch of rule.branches) addUntyped(branch, new Set(rule.parameters), untyped);
  if (untyped.size === 0) return rule;
  const used = namesOf([rule]);
  const given = new Map([...untyped].map((name) => [name, freshName(name, used)]));
  return {
    ...rule,
    parameters: rule.parameters.map((name) => given.get(name) ?? name),
    branches: rule.branches.map((branch) => {
      const own = namesOf([{ ...rule, branches: [branch] }]);
      const assignments = [...given]
        .filter(([name]) => own.has(name))
        .map(([name, other]): Statement => ({ kind: "assign", name, value: variable(other) }));
      return { ...branch, body: [...assignments, ...branch.body] };
    }),
  };
}

function freshName(name: string, used: ReadonlySet<string>): string {
  let fresh = `given_${name}`;
  while (used.has(fresh)) fresh = `given_${fresh}`;
  return fresh;
}

/** Adds the parameters that a branch would be refused for. */
function addUntyped({ body, value }: Branch, parameters: ReadonlySet<string>, untyped: Set<string>): void {
  const unknown = lookAt(body, parameters, untyped);
  if (value !== undefined) lookInside(value, unknown, untyped);
}

/**
 * Finds the parameters that would be refused.
 *
 * @param unknown parameters of which nothing is known yet
 * @param found where those are added that are refused
 * @returns the parameters of which nothing is known behind the body
 */
function lookAt(body: Body, unknown: ReadonlySet<string>, found: Set<string>): ReadonlySet<string> {
  const left = new Set(unknown);
  for (const statement of body) {
    const term = termOf(statement);
    lookInside(term, left, found);
    if (statement.kind === "every") lookAt(statement.body, left, found);
    // What is negated, what holds for every element, or a name by itself, says nothing of it.
    else if (statement.kind !== "not" && !(statement.kind === "term" && term.kind === "var"))
      for (const name of namesOutside(term)) left.delete(name);
  }
  return left;
}

/** The names outside comprehensions and sets. */
function namesOutside(term: Term): readonly string[] {
  if (term.kind === "var") return [term.name];
  const isClosed = term.kind === "comprehension" || term.kind === "objectComprehension" || term.kind === "set";
  return isClosed ? [] : partsOf(term).flatMap(namesOutside);
}

/** Finds what would be refused inside a term. */
function lookInside(term: Term, unknown: ReadonlySet<string>, found: Set<string>): void {
  if (term.kind === "comprehension" || term.kind === "objectComprehension") {
    const left = lookAt(term.body, unknown, found);
    for (const value of partsOf(term)) {
      addBare(value, left, found);
      lookInside(value, left, found);
    }
    return;
  }
  // A set of parameters is taken, a set of what holds them isn't.
  if (term.kind === "set") for (const item of term.items) if (item.kind !== "var") addBare(item, unknown, found);
  for (const part of partsOf(term)) lookInside(part, unknown, found);
}

/** Adds the unknown names that a value is, or has as elements of arrays, objects and sets. */
function addBare(value: Term, unknown: ReadonlySet<string>, found: Set<string>): void {
  if (value.kind === "var") {
    if (unknown.has(value.name)) found.add(value.name);
  } else if (value.kind === "array" || value.kind === "object" || value.kind === "set") {
    for (const part of partsOf(value)) addBare(part, unknown, found);
  }
}
