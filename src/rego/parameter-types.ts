import { type Body, type Branch, type Rule, type Statement, type Term, variable } from "./ast.ts";
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
    if (statement.kind === "every") {
      lookInside(statement.source, left, found);
      lookAt(statement.body, left, found);
    } else {
      const term = termOf(statement);
      lookInside(term, left, found);
      // What is negated, or a name by itself, says nothing of it.
      const saysNothing = statement.kind === "not" || (statement.kind === "term" && term.kind === "var");
      if (!saysNothing) for (const name of namesOutside(term)) left.delete(name);
    }
  }
  return left;
}

function termOf(statement: Exclude<Statement, { kind: "every" }>): Term {
  switch (statement.kind) {
    case "assign":
      return statement.value;
    case "some":
      return statement.source;
    case "term":
    case "not":
      return statement.term;
  }
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
    const values = term.kind === "comprehension" ? [term.value] : [term.key, term.value];
    for (const value of values) {
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

/** The terms directly below one, outside the bodies of comprehensions. */
function partsOf(term: Term): readonly Term[] {
  switch (term.kind) {
    case "scalar":
    case "var":
      return [];
    case "ref":
      return [term.head, ...term.path.filter((key): key is Term => typeof key !== "string")];
    case "call":
      return term.arguments;
    case "infix":
      return [term.left, term.right];
    case "array":
    case "set":
      return term.items;
    case "object":
      return term.entries.flat();
    case "comprehension":
      return [term.value];
    case "objectComprehension":
      return [term.key, term.value];
  }
}
