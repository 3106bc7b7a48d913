import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Binding, Expression, Module, Statement } from "../nodes.ts";
import { visitStatements } from "../visit.ts";

/**
 * Refuses to depend on the order of a list that has none: one made from the keys of an object, which come in the document's order
 * in JavaScript and sorted in Rego.
 */
export function checkOrder(modules: readonly Module[]): Diagnostic[] {
  const unorderedFunctions = findUnorderedFunctions(modules);
  const diagnostics: Diagnostic[] = [];
  const blocks = modules.flatMap((module) => [
    ...module.functions.map((declaration) => declaration.body),
    ...module.kinds.map((kind) => kind.find.body),
    ...(module.rule === undefined ? [] : [module.rule.check.body]),
  ]);
  for (const block of blocks) {
    const unordered = unorderedBindings(block, unorderedFunctions);
    const refuse = (expression: Expression, what: string): void => {
      diagnostics.push({
        code: "RS2007",
        message: `${what} depends on the order of a list that has none`,
        span: expression.span,
        help: "put the strings in order first: `sorted(list)`",
      });
    };
    const test = (list: Expression): boolean => isUnordered(list, unordered, unorderedFunctions);
    visitStatements(block, {
      expression(expression) {
        if (expression.kind === "element" && expression.collection.type.kind === "list" && test(expression.collection)) refuse(expression, "an element by its index");
        if (expression.kind === "operation" && (expression.name === "list.join" || expression.name === "list.slice")) {
          const [list] = expression.arguments;
          if (list !== undefined && test(list)) refuse(expression, expression.name === "list.join" ? "`join`" : "`slice`");
        }
        if ((expression.kind === "comprehension" || expression.kind === "quantified") && expression.source.key !== undefined) {
          if (expression.source.over.type.kind === "list" && test(expression.source.over)) refuse(expression, "the index");
        }
      },
    });
    checkSearches(block, test, refuse);
  }
  return diagnostics;
}

/** A loop that returns something of its element returns that of the first. */
function checkSearches(block: readonly Statement[], test: (list: Expression) => boolean, refuse: (expression: Expression, what: string) => void): void {
  for (const statement of block) {
    if (statement.kind === "if") {
      checkSearches(statement.whenTrue, test, refuse);
      checkSearches(statement.whenFalse, test, refuse);
    }
    if (statement.kind !== "for") continue;
    checkSearches(statement.body, test, refuse);
    const { over } = statement.source;
    const results = returnsIn(statement.body);
    const same = new Set(results.map((result) => (result.kind === "literal" ? JSON.stringify(result.value) : undefined)));
    const dependsOnElement = results.length > 0 && (same.size > 1 || same.has(undefined));
    if (dependsOnElement && (over.type.kind === "record" || over.type.kind === "object" || test(over))) refuse(over, "which element is returned first");
  }
}

function returnsIn(block: readonly Statement[]): Expression[] {
  return block.flatMap((statement) => {
    if (statement.kind === "return") return statement.value === undefined ? [] : [statement.value];
    if (statement.kind === "for") return returnsIn(statement.body);
    if (statement.kind === "if") return [...returnsIn(statement.whenTrue), ...returnsIn(statement.whenFalse)];
    return [];
  });
}

function findUnorderedFunctions(modules: readonly Module[]): ReadonlySet<string> {
  const found = new Set<string>();
  const functions = modules.flatMap((module) => module.functions);
  for (let changed = true; changed; ) {
    changed = false;
    for (const declaration of functions) {
      const key = `${declaration.symbol.module}#${declaration.symbol.name}`;
      if (found.has(key)) continue;
      const unordered = unorderedBindings(declaration.body, found);
      if (!returnsIn(declaration.body).some((result) => isUnordered(result, unordered, found))) continue;
      found.add(key);
      changed = true;
    }
  }
  return found;
}

function unorderedBindings(block: readonly Statement[], functions: ReadonlySet<string>): ReadonlySet<Binding> {
  const found = new Set<Binding>();
  const walk = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === "bind" && isUnordered(statement.value, found, functions)) found.add(statement.binding);
      if (statement.kind === "for") walk(statement.body);
      if (statement.kind === "if") {
        walk(statement.whenTrue);
        walk(statement.whenFalse);
      }
    }
  };
  walk(block);
  return found;
}

function isUnordered(list: Expression, bindings: ReadonlySet<Binding>, functions: ReadonlySet<string>): boolean {
  const test = (inner: Expression): boolean => isUnordered(inner, bindings, functions);
  switch (list.kind) {
    case "local":
      return bindings.has(list.binding);
    case "call":
      return functions.has(`${list.function.module}#${list.function.name}`);
    case "operation":
      if (list.name === "members") return true;
      return (list.name === "list.slice" || list.name === "list.flat") && list.arguments.slice(0, 1).some(test);
    case "comprehension":
      return list.source.over.type.kind === "record" || list.source.over.type.kind === "object" || list.source.over.type.kind === "set" || test(list.source.over) || (list.flat && test(list.value));
    case "list":
      return list.items.some((item) => item.spread && test(item.value));
    case "conditional":
      return test(list.whenTrue) || test(list.whenFalse);
    case "coalesce":
      return test(list.left) || test(list.right);
    default:
      return false;
  }
}
