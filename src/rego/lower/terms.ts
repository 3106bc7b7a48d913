import type { Expression } from "../../ir/nodes.ts";
import { call, object, scalar, type Term, variable } from "../ast.ts";
import { snakeCase } from "../names.ts";
import type { BodyLowering } from "./body.ts";
import { isCondition } from "./branches.ts";
import { lowerApply, lowerCall } from "./calls.ts";
import { lowerCoalesce, lowerConditional, lowerTruth } from "./choices.ts";
import { lowerCollect, lowerList, lowerRecord, lowerSet } from "./collections.ts";
import { lowerPlace, lowerUndetermined, lowerViolation } from "./findings.ts";
import { type Held, value } from "./held.ts";
import { lowerInstance } from "./instances.ts";
import { lowerElement, lowerField } from "./members.ts";
import { lowerOperation } from "./operations.ts";
import { narrowed } from "./parts.ts";
import { lowerArithmetic, lowerTemplate } from "./scalars.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** How an expression of each kind becomes a value, or is held without making one. */
type Table = {
  readonly [Kind in Expression["kind"]]: (expression: Of<Kind>, scope: BodyLowering) => Held | Term;
};

const table: Table = {
  literal: (expression) => scalar(expression.value),
  error: () => {
    throw new Error("what was refused is not lowered");
  },
  local: (expression, scope) => scope.lookup(expression.binding),
  constant: (expression, scope) => variable(scope.module.reference(expression.symbol)),
  parameters: (_, { module }) =>
    variable(module.external(["regoscript", "parameters", module.program.addressOf(module.id).package.at(-1)!])),
  inventory: (expression, { module }) =>
    variable(module.external(["regoscript", "inventory", snakeCase(expression.of), "all"])),
  lookup: ({ of, namespace, name }, scope) =>
    call(
      scope.module.external(["regoscript", "inventory", snakeCase(of), "named"]),
      scope.term(namespace),
      scope.term(name),
    ),
  field: lowerField,
  element: lowerElement,
  call: lowerCall,
  apply: lowerApply,
  operation: lowerOperation,
  arithmetic: lowerArithmetic,
  template: lowerTemplate,
  list: lowerList,
  set: lowerSet,
  record: lowerRecord,
  object: (expression, scope) => object(expression.entries.map(([key, entry]) => [key, scope.term(entry)])),
  collect: lowerCollect,
  conditional: (expression, scope) => lowerConditional(expression, scope, "choice"),
  coalesce: lowerCoalesce,
  violation: lowerViolation,
  undetermined: lowerUndetermined,
  place: lowerPlace,
  instance: (expression, scope) => lowerInstance(expression, false, scope),
  equal: lowerTruth,
  order: lowerTruth,
  truthy: lowerTruth,
  not: lowerTruth,
  and: lowerTruth,
  or: lowerTruth,
  membership: lowerTruth,
  exists: lowerTruth,
  typeTest: lowerTruth,
};

/**
 * Lowers an expression to what always has a value; nothing is `null`. Statements that it needs before it go to `scope`,
 * and always hold.
 */
export function lowerHeld(expression: Expression, scope: BodyLowering): Held {
  const lower = table[expression.kind] as (expression: Expression, scope: BodyLowering) => Held | Term;
  const lowered = lower(expression, scope);
  return narrowed("form" in lowered ? lowered : value(lowered), expression.type.nullable);
}

/** Lowers an expression for a variable of the source, whose name a helper takes over. */
export function heldAs(expression: Expression, scope: BodyLowering, name: string): Held {
  if (expression.kind === "conditional") return value(lowerConditional(expression, scope, `${name}_of`));
  if (isCondition(expression)) return value(lowerTruth(expression, scope, name, true));
  return lowerHeld(expression, scope);
}
