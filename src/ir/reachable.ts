import type { Expression, Module } from "./nodes.ts";
import { visitExpression, visitStatements } from "./visit.ts";

/** Functions and constants, as `module#name`, that the given rules, input kinds and functions need. */
export function reachable(modules: readonly Module[], rules: readonly string[], kinds: readonly string[], entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visitor = { expression: (expression: Expression): void => mark(expression) };
  const declarations = new Map<string, () => void>();
  for (const module of modules) {
    for (const constant of module.constants) declarations.set(`${module.id}#${constant.symbol.name}`, () => visitExpression(constant.value, visitor));
    for (const declaration of module.functions) declarations.set(`${module.id}#${declaration.symbol.name}`, () => visitStatements(declaration.body, visitor));
  }
  function mark(expression: Expression): void {
    const symbol = expression.kind === "call" ? expression.function : expression.kind === "constant" ? expression.symbol : undefined;
    if (symbol === undefined) return;
    add(`${symbol.module}#${symbol.name}`);
  }
  function add(key: string): void {
    if (found.has(key)) return;
    found.add(key);
    declarations.get(key)?.();
  }
  for (const entry of entries) add(entry);
  for (const module of modules) {
    if (module.rule !== undefined && rules.includes(module.rule.id)) visitStatements(module.rule.check.body, visitor);
    for (const kind of module.kinds) if (kinds.includes(kind.id)) visitStatements(kind.find.body, visitor);
  }
  return found;
}
