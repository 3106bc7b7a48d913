import { functionClauses } from "../../ir/clauses.ts";
import type { Clause, Expression, Item, Step } from "../../ir/nodes.ts";
import { array, call, nothing, object, scalar, type Term, variable } from "../ast.ts";
import { lifted, lowerOperation } from "./operations.ts";
import type { Scope } from "./scope.ts";
import { existence, inOrder, listOf, lowerStep, waysOf } from "./ways.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** The term of an expression's value, as far as it is known, for each kind of expression. */
type Table = {
  readonly [Kind in Expression["kind"]]: (expression: Of<Kind>, scope: Scope) => Term;
};

const table: Table = {
  literal: ({ value }) => scalar(value),
  error: () => {
    throw new Error("what was refused is not lowered");
  },
  local: ({ binding }, scope) => scope.lookUp(binding),
  constant: ({ symbol }, { module }) => variable(module.reference(symbol)),
  parameters: (_, { module }) => module.parameters,
  inventory: (_, { module }) => module.abstractConstant("other_documents"),
  lookup: (_, { module }) => module.abstractConstant("other_documents"),
  field: ({ object: of, key }, scope) => scope.module.abstract("field", scope.term(of), scalar(key)),
  element: ({ collection, key }, scope) => {
    // Only a literal index counts from the end, as in the plain form.
    const isFromEnd = key.kind === "literal" && typeof key.value === "number" && key.value < 0;
    return scope.module.abstract(isFromEnd ? "list_at" : "element", scope.term(collection), scope.term(key));
  },
  call: ({ function: symbol, arguments: args }, scope) => {
    const name = scope.module.reference(symbol);
    return args.length === 0 ? variable(name) : call(name, ...args.map((argument) => scope.term(argument)));
  },
  apply: ({ lambda, arguments: args }, scope) => {
    lambda.parameters.forEach((parameter, index) => {
      const argument = args[index];
      scope.bind(parameter, argument === undefined ? nothing : scope.term(argument));
    });
    return firstOf(functionClauses(lambda.body), scope);
  },
  operation: lowerOperation,
  equal: ({ left, right }, scope) => scope.module.abstract("equality", scope.term(left), scope.term(right)),
  order: ({ operator, left, right }, scope) => {
    const [one, other] = [scope.term(left), scope.term(right)];
    const isLess = operator === "<" || operator === "<=";
    const name = operator.endsWith("=") ? "less_or_equal" : "less";
    return isLess ? scope.module.abstract(name, one, other) : scope.module.abstract(name, other, one);
  },
  arithmetic: ({ operator, left, right }, scope) => {
    const values = scope.variable(array(scope.term(left), scope.term(right)), "values");
    const results = lifted(values, 2, scope, ([one, other]) => ({
      kind: "infix",
      operator,
      left: one!,
      right: other!,
    }));
    return scope.module.abstract("lifted", values, results);
  },
  truthy: ({ value }, scope) =>
    value.type.kind === "boolean" && !value.type.nullable
      ? scope.term(value)
      : scope.module.abstract("truthy", scope.term(value)),
  not: ({ operand }, scope) => scope.module.abstract("negated", scope.term(operand)),
  and: (expression, scope) => scope.module.abstract("conjunction", array(...operands(expression, scope))),
  or: (expression, scope) => scope.module.abstract("disjunction", array(...operands(expression, scope))),
  conditional: ({ condition, whenTrue, whenFalse }, scope) => {
    const branch = (expression: Expression) => (inner: Scope) => inner.term(expression);
    return choice(scope.term(condition), branch(whenTrue), branch(whenFalse), scope);
  },
  coalesce: ({ left, right }, scope) => scope.module.abstract("coalesce", scope.term(left), array(scope.term(right))),
  template: ({ parts }, scope) => scope.module.abstract("text", array(...parts.map((part) => scope.term(part)))),
  list: ({ items }, scope) =>
    items.some(({ spread }) => spread)
      ? scope.module.abstract("list", ...partsOf(items, scope))
      : scope.module.abstract("known_list", array(...items.map(({ value }) => scope.term(value)))),
  set: ({ items }, scope) =>
    items.every(({ spread, value }) => !spread && value.kind === "literal")
      ? scope.module.abstract("known_set", array(...items.map(({ value }) => scope.term(value))))
      : scope.module.abstract("set_of", ...partsOf(items, scope)),
  object: ({ entries }, scope) =>
    scope.module.abstract("known_object", nothing, object(entries.map(([key, entry]) => [key, scope.term(entry)]))),
  record: ({ entries }, scope) => {
    const { module } = scope;
    const spreads = entries.map(({ key, value }): readonly [Term, Term, Term] => {
      const term = scope.term(value);
      if (key !== undefined) return [array(array(scope.term(key), term, scalar(true))), nothing, nothing];
      const spread = scope.variable(term, "spread");
      return [
        module.abstract("spread_entries", spread),
        module.abstract("openness", spread),
        module.abstract("path_of", spread),
      ];
    });
    return module.abstract(
      "record",
      array(...spreads.map(([part]) => part)),
      array(...spreads.map(([, open]) => open)),
      array(...spreads.map(([, , path]) => path)),
    );
  },
  collect: ({ into, steps, value }, scope) =>
    scope.module.abstract(into === "list" ? "collected" : "collected_set", waysOf([{ steps, outcome: value }], scope)),
  exists: ({ ways }, scope) => existence(ways, scope),
  typeTest: ({ value, is }, scope) => scope.module.abstract("is_of_type", scope.term(value), scalar(is)),
  membership: ({ value, collection }, scope) =>
    scope.module.abstract("membership", scope.term(value), scope.term(collection)),
  violation: ({ node, message }, scope) => scope.module.abstract("violation", scope.term(node), scope.term(message)),
  undetermined: ({ node, message, missing, collect }, scope) =>
    scope.module.abstract("undetermined", scope.term(node), scope.term(message), scalar(missing), scalar(collect)),
  place: ({ node, keys }, scope) =>
    scope.module.abstract("place", scope.term(node), array(...keys.map((key) => scope.term(key)))),
  instance: ({ at: place, resource, whole, fields }, scope) => {
    const at = scope.variable(scope.term(place), "at");
    const given = (key: string, field: Expression | undefined): Term => {
      if (whole) return scope.module.abstract("whole_field", at, scalar(key));
      return scope.module.abstract("given_field", field === undefined ? nothing : scope.term(field), at, scalar(key));
    };
    return scope.module.abstract(
      "candidate",
      at,
      scope.term(resource),
      scalar(whole),
      object(fields.map(([key, field]) => [key, given(key, field)])),
    );
  },
};

/** Lowers an expression to a term that always has a value; nothing is `null`. */
export function lowerExpression(expression: Expression, scope: Scope): Term {
  return (table[expression.kind] as (expression: Expression, scope: Scope) => Term)(expression, scope);
}

/** The operands of a conjunction or disjunction, and in their places of those of the same kind their own. */
function operands({ kind, left, right }: Of<"and" | "or">, scope: Scope): readonly Term[] {
  return [left, right].flatMap((operand) =>
    operand.kind === kind ? operands(operand as Of<"and" | "or">, scope) : [scope.term(operand)],
  );
}

/** The value of the first of clauses that holds. The names that all of them begin with have their value once. */
export function firstOf(clauses: readonly Clause[], scope: Scope): Term {
  const shared = sharedBinds(clauses);
  for (const step of shared) lowerStep(step, scope);
  const [first, ...others] = clauses.map((clause) => ({ ...clause, steps: clause.steps.slice(shared.length) }));
  if (first === undefined) return nothing;
  if (first.steps.length === 0 || (others.length === 0 && isNamesAlone(first.steps))) return endOf(first, scope);
  const [guard, ...names] = first.steps;
  const [other, ...further] = others;
  if (guard?.kind === "guard" && isNamesAlone(names) && other !== undefined && further.length === 0) {
    const held = (inner: Scope): Term => endOf({ ...first, steps: names }, inner);
    const failed = (inner: Scope): Term => endOf(other, inner);
    if (isNamesAlone(other.steps))
      return choice(scope.term(guard.condition), guard.holds ? held : failed, guard.holds ? failed : held, scope);
  }
  return scope.module.abstract("first", inOrder([first, ...others], scope));
}

function endOf({ steps, outcome }: Clause, scope: Scope): Term {
  for (const step of steps) lowerStep(step, scope);
  return outcome === undefined ? nothing : scope.term(outcome);
}

function isNamesAlone(steps: readonly Step[]): boolean {
  return steps.every(({ kind }) => kind === "bind");
}

function sharedBinds(clauses: readonly Clause[]): readonly Step[] {
  const [first, ...others] = clauses;
  if (first === undefined) return [];
  const end = first.steps.findIndex(
    (step, index) => step.kind !== "bind" || others.some(({ steps }) => steps[index] !== step),
  );
  return end < 0 ? first.steps : first.steps.slice(0, end);
}

/** One of two values, each of which is worked out only if it may be. */
function choice(
  condition: Term,
  whenTrue: (inner: Scope) => Term,
  whenFalse: (inner: Scope) => Term,
  scope: Scope,
): Term {
  const truth = scope.variable(condition, "truth");
  const branch = (valueIn: (inner: Scope) => Term, excluded: boolean): Term => {
    const inner = scope.nested();
    inner.statements.push({
      kind: "term",
      term: { kind: "infix", operator: "!=", left: truth, right: scalar(excluded) },
    });
    const guards = inner.statements.length;
    const value = valueIn(inner);
    const isThere = inner.statements.length === guards && (value.kind === "scalar" || value.kind === "var");
    return isThere ? array(value) : listOf(value, inner);
  };
  return scope.module.abstract("conditional", truth, branch(whenTrue, false), branch(whenFalse, true));
}

/** The parts of a list or set, each an array of items, and what is known of their ends. */
function partsOf(items: readonly Item[], scope: Scope): readonly [Term, Term] {
  const parts: Term[] = [];
  const opens: Term[] = [];
  for (const { spread, value } of items) {
    const term = scope.term(value);
    if (!spread) {
      parts.push(array(array(term, scalar(true))));
      continue;
    }
    const spreadOne = scope.variable(term, "spread");
    parts.push(scope.module.abstract("items_of", spreadOne));
    opens.push(scope.module.abstract("openness", spreadOne));
  }
  return [array(...parts), array(...opens)];
}
