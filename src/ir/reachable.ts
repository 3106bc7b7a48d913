import { type Expression, type Module, symbolKey } from "./nodes.ts";
import { onceEach, visit, visitStatements } from "./traverse.ts";

/** What some policies, input kinds and functions need. */
interface Needed {
  /** Functions and constants, as `module#name`. */
  readonly symbols: ReadonlySet<string>;
  /** Ids of the input kinds whose instances in a run are asked for, all or by name. */
  readonly inventory: ReadonlySet<string>;
  /** Those of which all are asked for. */
  readonly listed: ReadonlySet<string>;
  /** Those of which some are looked up by name. */
  readonly lookedUp: ReadonlySet<string>;
  /** Names of the fields that are read of objects; all, if an object is copied whole. */
  readonly fields: ReadonlySet<string> | "all";
}

/**
 * Everything that the given rules and decisions, input kinds and functions need, whether they name it or something that
 * they need does.
 */
export function reachable(
  modules: readonly Module[],
  policies: readonly string[],
  kinds: readonly string[],
  entries: readonly string[],
): Needed {
  const symbols = new Set<string>();
  const listed = new Set<string>();
  const lookedUp = new Set<string>();
  const fields = new Set<string>();
  let readsWhole = false;
  const visitor = onceEach({ expression: (expression) => mark(expression) });
  const declarations = new Map<string, () => void>();
  for (const module of modules) {
    for (const constant of module.constants)
      declarations.set(symbolKey(constant.symbol), () => visit("expression", constant.value, visitor));
    for (const declaration of module.functions)
      declarations.set(symbolKey(declaration.symbol), () => visitStatements(declaration.body, visitor));
  }
  function mark(expression: Expression): void {
    if (expression.kind === "inventory") listed.add(expression.of);
    if (expression.kind === "lookup") lookedUp.add(expression.of);
    if (expression.kind === "field") fields.add(expression.key);
    if (expression.kind === "record")
      readsWhole ||= expression.entries.some(({ key, value }) => key === undefined && value.type.kind !== "record");
    const symbol =
      expression.kind === "call" ? expression.function : expression.kind === "constant" ? expression.symbol : undefined;
    if (symbol !== undefined) add(symbolKey(symbol));
  }
  function add(key: string): void {
    if (symbols.has(key)) return;
    symbols.add(key);
    declarations.get(key)?.();
  }
  for (const entry of entries) add(entry);
  for (const { rule, decision } of modules) {
    if (rule !== undefined && policies.includes(rule.id)) visitStatements(rule.check.body, visitor);
    if (decision !== undefined && policies.includes(decision.id)) add(symbolKey(decision.decide));
  }
  const inventory = new Set([...listed, ...lookedUp]);
  for (const kind of modules.flatMap((module) => module.kinds)) {
    if (!kinds.includes(kind.id) && !inventory.has(kind.id)) continue;
    visitStatements(kind.find.body, visitor);
    if (inventory.has(kind.id) && kind.covers !== undefined) visitStatements(kind.covers.body, visitor);
  }
  return { symbols, inventory, listed, lookedUp, fields: readsWhole ? "all" : fields };
}
