import { lineOf, type Parts, type Sort } from "./keys.ts";
import type { Binding, Expression, Module, Statement, Step } from "./nodes.ts";

/**
 * What to be told of while walking: each part before what is inside it, names where they come to be bound, and where
 * the names end that were bound since the same depth.
 */
export interface Visitor {
  /** @returns `false` to leave out what is inside */
  expression?(expression: Expression): unknown;
  statement?(statement: Statement): void;
  /** @returns `false` to leave out what is inside */
  step?(step: Step): unknown;
  /** A part of another sort. */
  enter?(sort: Sort, part: Parts[Sort]): void;
  /** Any part, after what is inside it. */
  leave?(sort: Sort, part: Parts[Sort]): void;
  binding?(binding: Binding): void;
  open?(): void;
  close?(): void;
}

/** Kinds of parts whose names end where the part ends. */
const scopes: ReadonlySet<string> = new Set(["for", "collect", "unless", "search", "lambda", "clause"]);

/** Properties that hold lists of statements or steps whose names end where the list ends. */
const scopedLists: ReadonlySet<string> = new Set(["body", "whenTrue", "whenFalse", "ways"]);

/** Walks a part and everything inside it. */
export function visit<Of extends Sort>(sort: Of, part: Parts[Of], visitor: Visitor): void {
  if (sort === "expression") {
    if (visitor.expression?.(part as Expression) === false) return;
  } else if (sort === "step") {
    if (visitor.step?.(part as Step) === false) return;
  } else if (sort === "statement") visitor.statement?.(part as Statement);
  else visitor.enter?.(sort, part);
  const kind = "kind" in part ? part.kind : sort;
  const scoped = scopes.has(kind);
  if (scoped) visitor.open?.();
  if (sort === "lambda") for (const parameter of (part as Parts["lambda"]).parameters) visitor.binding?.(parameter);
  for (const [property, inner] of lineOf(sort, part)) {
    inside(inner, (part as unknown as Record<string, unknown>)[property], scopedLists.has(property), visitor);
    if (sort === "iteration" && property === "over") {
      const { key, value } = part as Parts["iteration"];
      if (key !== undefined) visitor.binding?.(key);
      if (value !== undefined) visitor.binding?.(value);
    }
  }
  if (scoped) visitor.close?.();
  if (kind === "bind" || (sort === "statement" && kind === "change"))
    visitor.binding?.((part as { readonly binding: Binding }).binding);
  if (kind === "search") visitor.binding?.((part as Extract<Step, { kind: "search" }>).result);
  visitor.leave?.(sort, part);
}

function inside(sort: Sort, value: unknown, scoped: boolean, visitor: Visitor): void {
  if (value === undefined || typeof value === "string") return;
  if (!Array.isArray(value)) {
    visit(sort, value as Parts[Sort], visitor);
    return;
  }
  if (scoped) visitor.open?.();
  for (const one of value) inside(sort, one, scoped && Array.isArray(one), visitor);
  if (scoped) visitor.close?.();
}

/** Walks statements one after another and everything inside them. */
export function visitStatements(statements: readonly Statement[], visitor: Visitor): void {
  for (const statement of statements) visit("statement", statement, visitor);
}

/** Walks all of a module; what stands in it several times, the same expression, once. */
export function visitModule(module: Module, visitor: Visitor): void {
  const once = onceEach(visitor);
  for (const constant of module.constants) visit("expression", constant.value, once);
  const body = (parameters: readonly Binding[], statements: readonly Statement[]): void => {
    for (const parameter of parameters) once.binding?.(parameter);
    visitStatements(statements, once);
  };
  for (const declaration of module.functions) body(declaration.parameters, declaration.body);
  for (const { find, covers } of module.kinds) {
    body([find.subject], find.body);
    if (covers !== undefined) body(covers.parameters, covers.body);
  }
  if (module.rule !== undefined) body([module.rule.check.subject], module.rule.check.body);
}

/** A visitor that isn't told again of expressions that it was told of. */
export function onceEach(visitor: Visitor): Visitor {
  const seen = new Set<Expression>();
  return {
    ...visitor,
    expression: (expression) => {
      if (seen.has(expression)) return false;
      seen.add(expression);
      return visitor.expression?.(expression);
    },
  };
}

/**
 * A part with another expression in place of each that is directly inside it or inside its items, iterations, steps;
 * lambdas are left as they are.
 */
export function mapped<Of extends Sort>(
  sort: Of,
  part: Parts[Of],
  map: (expression: Expression) => Expression,
): Parts[Of] {
  const changed: Record<string, unknown> = {};
  for (const [property, inner] of lineOf(sort, part)) {
    const value = (part as unknown as Record<string, unknown>)[property];
    if (value !== undefined) changed[property] = mappedValue(inner, value, map);
  }
  return { ...part, ...changed };
}

function mappedValue(sort: Sort, value: unknown, map: (expression: Expression) => Expression): unknown {
  if (value === undefined || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map((one) => mappedValue(sort, one, map));
  if (sort === "lambda") return value;
  return sort === "expression" ? map(value as Expression) : mapped<Sort>(sort, value as Parts[Sort], map);
}

/** Whether an expression reads a name, in lambdas that it applies too. */
export function mentions(expression: Expression, binding: Binding): boolean {
  let isRead = false;
  visit("expression", expression, {
    expression: (inner) => {
      isRead ||= inner.kind === "local" && inner.binding === binding;
      return !isRead;
    },
  });
  return isRead;
}
