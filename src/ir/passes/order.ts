import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { exitsOf, generatorClauses, isNext } from "../clauses.ts";
import type { Binding, Expression, Module, Statement, Step } from "../nodes.ts";
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
        if (expression.kind === "operation") {
          const [list] = expression.arguments;
          const what = ordering[expression.name];
          if (what !== undefined && list !== undefined && test(list)) refuse(expression, what);
        }
        if (expression.kind === "collect" || expression.kind === "exists") checkSteps(expression.kind === "collect" ? expression.steps : expression.ways.flat(), test, refuse);
        if ((expression.kind === "comprehension" || expression.kind === "quantified") && expression.source.key !== undefined) {
          if (expression.source.over.type.kind === "list" && test(expression.source.over)) refuse(expression, "the index");
        }
      },
    });
    checkSearches(block, test, refuse);
  }
  return diagnostics;
}

/** Operations whose result depends on the order of their first argument, and how people call them. */
const ordering: { readonly [operation: string]: string } = {
  "list.join": "`join`",
  "list.slice": "`slice`",
  "list.indexOf": "`indexOf`",
  "list.lastIndexOf": "`lastIndexOf`",
  "list.lastOr": "what the loop assigns last",
  "record.of": "which of several values of a key counts",
  "pairs.firstGreatest": "which of several greatest is kept",
  "pairs.lastGreatest": "which of several greatest is kept",
  "pairs.firstLeast": "which of several least is kept",
  "pairs.lastLeast": "which of several least is kept",
};

function hasNoOrder(over: Expression, test: (list: Expression) => boolean): boolean {
  return ["record", "object", "set"].includes(over.type.kind) || test(over);
}

/** A loop that is left in the middle ranges over the elements before. */
function checkSteps(steps: readonly Step[], test: (list: Expression) => boolean, refuse: (expression: Expression, what: string) => void): void {
  for (const step of steps) {
    if (step.kind === "iterate" && step.source.until !== undefined && hasNoOrder(step.source.over, test)) refuse(step.source.over, "where the loop ends");
    if (step.kind === "unless") checkSteps(step.steps, test, refuse);
  }
}

/** A loop that returns something of its element returns that of the first. */
function checkSearches(block: readonly Statement[], test: (list: Expression) => boolean, refuse: (expression: Expression, what: string) => void): void {
  for (const statement of block) {
    if (statement.kind === "if") {
      checkSearches(statement.whenTrue, test, refuse);
      checkSearches(statement.whenFalse, test, refuse);
    }
    if (statement.kind === "block") checkSearches(statement.body, test, refuse);
    if (statement.kind !== "for") continue;
    const yields = generatorClauses(statement.body).length > 0 && returnsIn(statement.body).length === 0;
    const leaves = exitsOf(statement.body).some(({ to }) => !isNext(to, statement.label));
    if (yields && leaves && hasNoOrder(statement.source.over, test)) refuse(statement.source.over, "where the loop ends");
    checkSearches(statement.body, test, refuse);
    const { over } = statement.source;
    const results = returnsIn(statement.body);
    const same = new Set(results.map((result) => (result.kind === "literal" ? JSON.stringify(result.value) : undefined)));
    const dependsOnElement = results.length > 0 && (same.size > 1 || same.has(undefined));
    if (dependsOnElement && hasNoOrder(over, test)) refuse(over, "which element is returned first");
  }
}

function returnsIn(block: readonly Statement[]): Expression[] {
  return block.flatMap((statement) => {
    if (statement.kind === "return") return statement.value === undefined ? [] : [statement.value];
    if (statement.kind === "for" || statement.kind === "block") return returnsIn(statement.body);
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

function unorderedBindings(block: readonly Statement[], functions: ReadonlySet<string>, around: ReadonlySet<Binding> = new Set()): ReadonlySet<Binding> {
  const found = new Set<Binding>(around);
  const walk = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === "bind" && isUnordered(statement.value, found, functions)) found.add(statement.binding);
      if (statement.kind === "for" || statement.kind === "block") walk(statement.body);
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
      if (list.name === "members" || list.name === "walk") return true;
      return (list.name === "list.slice" || list.name === "list.flat" || list.name === "list.reversed" || list.name === "list.inOrder") && list.arguments.slice(0, 1).some(test);
    case "comprehension":
      return hasNoOrder(list.source.over, test) || (list.flat && test(list.value));
    case "list":
      return list.items.some((item) => item.spread && (item.value.type.kind === "set" || test(item.value)));
    case "collect":
      return list.into === "list" && list.steps.some((step) => step.kind === "iterate" && hasNoOrder(step.source.over, test));
    case "apply":
      return returnsIn(list.lambda.body).some((result) => isUnordered(result, unorderedBindings(list.lambda.body, functions, bindings), functions));
    case "conditional":
      return test(list.whenTrue) || test(list.whenFalse);
    case "coalesce":
      return test(list.left) || test(list.right);
    default:
      return false;
  }
}
