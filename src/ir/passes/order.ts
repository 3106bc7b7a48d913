import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../diagnostics/span.ts";
import { operations } from "../../std/operations.ts";
import { exitsOf, generatorClauses, isNext } from "../clauses.ts";
import type { Domain } from "../flow/domain.ts";
import { ValueFlow } from "../flow/value-flow.ts";
import type { Binding, Expression, Iteration, Module, Statement, Step } from "../nodes.ts";
import { visitModule } from "../traverse.ts";
import type { PassResult } from "./pass.ts";

/**
 * Which lists have no order: those made from the keys of an object or the elements of a set, and those made from these
 * element by element. A fact is the place that made the first of them.
 */
const unordered: Domain<Span> = {
  join: (first) => first,
  made(expression, order) {
    if (expression.kind !== "operation") return order;
    const { result } = operations[expression.name];
    return "order" in result && result.order === "none" ? expression.span : order;
  },
  iterated: ({ type, span }) => (["set", "record", "object"].includes(type.kind) ? span : undefined),
  outside: [],
};

/**
 * Refuses to depend on the order of a list that has none: one made from the keys of an object, which come in the
 * document's order in JavaScript and sorted in Rego.
 */
export function checkOrder(modules: readonly Module[]): PassResult {
  const lists = new ValueFlow(modules, unordered);
  const diagnostics: Diagnostic[] = [];
  const refuse = (span: Span, what: string, origin: Span): void => {
    const made =
      origin === span || (origin.file === span.file && origin.line === span.line)
        ? ""
        : `, which is made at ${origin.file}:${origin.line}`;
    diagnostics.push({
      code: "RS2007",
      message: `${what} depends on the order of a list that has none${made}`,
      span,
      help: "put the strings in order first: `sorted(list)`",
    });
  };
  const elementsNeedOrder = (source: Expression, what: string, span = source.span): void => {
    const [origin] = lists.elementsOf(source);
    if (origin !== undefined) refuse(span, what, origin);
  };
  /** An index counts the elements before; a loop that is left in the middle ranges over those. */
  const loopNeedsOrder = (source: Iteration): void => {
    if (source.key !== undefined && source.key.isPosition !== true && source.over.type.kind === "list")
      elementsNeedOrder(source.over, "the index");
    if (source.until !== undefined) elementsNeedOrder(source.over, "where the loop ends");
  };
  for (const module of modules) {
    visitModule(module, {
      expression(expression) {
        if (expression.kind === "element" && expression.collection.type.kind === "list")
          elementsNeedOrder(expression.collection, "an element by its index", expression.span);
        if (expression.kind === "operation") {
          const { parameters } = operations[expression.name];
          expression.arguments.forEach((list, index) => {
            const parameter = parameters[Math.min(index, parameters.length - 1)];
            if (parameter === undefined || !("order" in parameter) || parameter.order === "doesn't matter") return;
            const { over, unlessKeysAreDistinct } = parameter.order;
            if (unlessKeysAreDistinct && keysAreDistinct(list)) return;
            elementsNeedOrder(list, over, expression.span);
          });
        }
      },
      step(step) {
        if (step.kind === "iterate") loopNeedsOrder(step.source);
      },
      statement(statement) {
        if (statement.kind !== "for") return;
        loopNeedsOrder(statement.source);
        checkLoop(statement, elementsNeedOrder);
      },
    });
    if (module.decision !== undefined) checkResult(module, lists, refuse);
  }
  return { modules, diagnostics };
}

/** Whether pairs are the entries of a record, some of them or with other values, so that no two have the same key. */
function keysAreDistinct(pairs: Expression): boolean {
  const source = pairs.kind === "collect" ? onlyIteration(pairs.steps) : undefined;
  if (pairs.kind !== "collect" || source === undefined) return false;
  const { value } = pairs;
  const isBinding = (expression: Expression | undefined, binding: Binding | undefined): boolean =>
    expression?.kind === "local" && expression.binding === binding;
  const first = value.kind === "list" ? value.items[0]?.value : undefined;
  if (source.over.type.kind === "record" || source.over.type.kind === "object") return isBinding(first, source.key);
  const isKey = (expression: Expression | undefined): boolean =>
    expression?.kind === "element" &&
    isBinding(expression.collection, source.value) &&
    expression.key.kind === "literal" &&
    expression.key.value === 0;
  const key = source.derived.find((bind) => isKey(bind.value))?.binding;
  return (
    keysAreDistinct(source.over) &&
    (isBinding(value, source.value) || isKey(first) || (key !== undefined && isBinding(first, key)))
  );
}

/** The iteration of steps that are one and conditions. */
function onlyIteration([first, ...others]: readonly Step[]): Iteration | undefined {
  return first?.kind === "iterate" && others.every(({ kind }) => kind === "guard") ? first.source : undefined;
}

/** A loop that returns something of its element returns that of the first; one that is left yields for those before. */
function checkLoop(
  loop: Extract<Statement, { kind: "for" }>,
  elementsNeedOrder: (source: Expression, what: string) => void,
): void {
  const { over } = loop.source;
  const results = returnsIn(loop.body);
  const exits = exitsOf(loop.body).filter(({ to }) => !isNext(to, loop.label));
  const leaves = exits.length > 0;
  if (results.length > 0 && exits.some(({ to }) => to !== "return"))
    elementsNeedOrder(over, "whether the loop ends before it returns");
  if (results.length === 0 && leaves && generatorClauses(loop.body).length > 0)
    elementsNeedOrder(over, "where the loop ends");
  const same = new Set(results.map((result) => (result.kind === "literal" ? JSON.stringify(result.value) : undefined)));
  if (results.length > 0 && (same.size > 1 || same.has(undefined)))
    elementsNeedOrder(over, "which element is returned first");
}

/** What statements return, other than inside lambdas. */
function returnsIn(block: readonly Statement[]): Expression[] {
  return block.flatMap((statement) => {
    if (statement.kind === "return") return statement.value === undefined ? [] : [statement.value];
    if (statement.kind === "for" || statement.kind === "block") return returnsIn(statement.body);
    if (statement.kind === "if") return [...returnsIn(statement.whenTrue), ...returnsIn(statement.whenFalse)];
    return [];
  });
}

/** What a decision gives is JSON, whose lists have an order. */
function checkResult(
  { decision, functions }: Module,
  lists: ValueFlow<Span>,
  refuse: (span: Span, what: string, origin: Span) => void,
): void {
  if (decision === undefined) return;
  const origin = lists.ofFunction(decision.decide).find((place) => place !== undefined);
  const declaration = functions.find(({ symbol }) => symbol.name === decision.decide.name);
  if (origin !== undefined && declaration !== undefined) refuse(declaration.span, "the result", origin);
}
