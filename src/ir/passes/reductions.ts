import { exitsOf, generatorClauses, isNext } from "../clauses.ts";
import { collected, inOrder } from "../in-order.ts";
import type { Binding, Change, Clause, Expression, Item, Statement, Step } from "../nodes.ts";
import { sameExpression } from "../same.ts";
import { booleanType, listOf, listType, literal, not, operation } from "../terms.ts";
import { type ChangeStatement, changesIn, withChanges } from "./change-statements.ts";
import type { Report, Values } from "./pass.ts";

/**
 * What a loop makes of a variable, without the loop's state: each element contributes to the variable apart from the
 * others, and the contributions are put together in one step.
 */
type Loop = Extract<Statement, { kind: "for" }>;

/** What is asked of the pass that reads the loop. */
export interface LoopReader {
  readonly report: Report;
  expression(expression: Expression, values: Values): Expression;
}

/**
 * The value of a variable after a loop, `undefined` where it is what it was before, or where it changes in
 * ways that can't be put together, which is reported.
 *
 * @param loop with a body in which changes are in normal form
 * @param read the same body, in which only those changes are left that are made to variables from outside
 */
export function loopValue(
  loop: Loop,
  read: readonly Statement[],
  binding: Binding,
  values: Values,
  reader: LoopReader,
): Expression | undefined {
  const changes = changesIn(loop.body).filter((change) => change.binding === binding);
  const [first] = changes;
  if (first === undefined) return undefined;
  const hows = new Set(changes.map(({ change }) => change.how));
  const { how } = first.change;
  const refuse = (message: string): undefined => {
    reader.report(
      "RS1024",
      first.span,
      message,
      "give each way of changing a variable of its own, or write a helper function for one element",
    );
  };
  const starts = changes.flatMap(({ change }) => (change.how === "tally" ? [change.start] : []));
  if (starts.some((start) => !sameExpression(start, starts[0]!)))
    return refuse(`\`${binding.name}\` starts with different numbers in this loop`);
  if (
    hows.size > 1 ||
    (how === "keep" && changes.length > 1 && !changes.every(({ change }) => isExtreme(change, first.change)))
  )
    return refuse(`\`${binding.name}\` is changed in more than one way in this loop`);
  const flat = changes.some(
    ({ change }) => change.how === "append" && (change.items.length !== 1 || change.items[0]?.spread === true),
  );
  const contribution = (change: ChangeStatement): Statement => ({
    kind: "yield",
    value: contributed(change.change, flat, change.span),
    span: change.span,
  });
  const body = withChanges(read, false, (change) => (change.binding === binding ? [contribution(change)] : []));
  const clauses = generatorClauses(body);
  const leaving = exitsOf(body).filter(({ to }) => to !== "return" && !isNext(to, loop.label));
  const until: Expression | undefined =
    leaving.length === 0
      ? undefined
      : { kind: "exists", ways: leaving.map(({ steps }) => steps), span: loop.span, type: booleanType };
  const iterate: Step = { kind: "iterate", source: until === undefined ? loop.source : { ...loop.source, until } };
  const old = values.get(binding)!;
  const ways = clauses.map((clause): Clause => ({ ...clause, steps: [iterate, ...clause.steps] }));
  if (how === "assign") {
    const constant = sameLiteral(clauses);
    if (constant !== undefined)
      return whetherAssigned(
        ways.map(({ steps }) => steps),
        constant,
        old,
        loop,
        binding,
      );
  }
  const unordered = how === "insert" || how === "sum" || how === "tally" || isExtreme(first.change);
  const lists = unordered
    ? ways.map((clause) => collected(clause, flat, how === "insert" ? "set" : "list"))
    : ways.length === 0
      ? []
      : [inOrder(ways, flat, loop.span)];
  return combined(first.change, lists, old, binding, values, reader);
}

function contributed(change: Change, flat: boolean, span: Expression["span"]): Expression {
  switch (change.how) {
    case "append": {
      const [only] = change.items;
      return !flat && only !== undefined ? only.value : { kind: "list", items: change.items, span, type: listType };
    }
    case "put":
    case "tally":
    case "group":
      return listOf([change.key, change.value], span);
    case "keep":
      return isExtreme(change) ? change.value : listOf([change.key, change.value], span);
    default:
      return change.value;
  }
}

/**
 * Whether what is kept is the greatest or least number itself, of which any will do; the same of the two as in another
 * change.
 */
function isExtreme(change: Change, like: Change = change): boolean {
  if (change.how !== "keep" || like.how !== "keep" || change.orNothing || change.order !== like.order) return false;
  return change.value.type.kind === "number" && sameExpression(change.key, change.value);
}

function sameLiteral(clauses: readonly Clause[]): Expression | undefined {
  const [first] = clauses;
  if (first?.outcome?.kind !== "literal") return undefined;
  const { outcome } = first;
  return clauses.every((clause) => clause.outcome?.kind === "literal" && clause.outcome.value === outcome.value)
    ? outcome
    : undefined;
}

/** The value of a variable to which a loop may assign one constant. */
function whetherAssigned(
  ways: readonly (readonly Step[])[],
  constant: Expression,
  old: Expression,
  { span }: Loop,
  binding: Binding,
): Expression {
  const exists: Expression = { kind: "exists", ways, span, type: booleanType };
  if (
    constant.kind === "literal" &&
    old.kind === "literal" &&
    typeof constant.value === "boolean" &&
    old.value === !constant.value
  )
    return constant.value ? exists : not(exists);
  return { kind: "conditional", condition: exists, whenTrue: constant, whenFalse: old, span, type: binding.type };
}

function combined(
  change: Change,
  lists: readonly Expression[],
  old: Expression,
  binding: Binding,
  values: Values,
  reader: LoopReader,
): Expression {
  const [first] = lists;
  if (first === undefined) return old;
  const { span } = first;
  const { type } = binding;
  const isEmpty = (old.kind === "list" || old.kind === "set") && old.items.length === 0;
  switch (change.how) {
    case "append":
      if (isEmpty) return first;
      return {
        kind: "list",
        items: [
          { spread: true, value: old },
          { spread: true, value: first },
        ],
        span,
        type,
      };
    case "insert":
      if (isEmpty && lists.length === 1) return first;
      return {
        kind: "set",
        items: [...(isEmpty ? [] : [old]), ...lists].map((value) => ({ spread: true, value })),
        span,
        type,
      };
    case "put": {
      const made = operation("record.of", [first], span, type);
      const startsEmpty = (old.kind === "object" || old.kind === "record") && old.entries.length === 0;
      return startsEmpty
        ? made
        : {
            kind: "record",
            entries: [
              { key: undefined, value: old },
              { key: undefined, value: made },
            ],
            span,
            type,
          };
    }
    case "tally":
      return operation(
        "pairs.sums",
        [
          lists.length === 1
            ? first
            : { kind: "list", items: lists.map((value) => ({ spread: true, value })), span, type: listType },
          old,
          change.start,
        ],
        span,
        type,
      );
    case "group":
      return operation("pairs.lists", [first, old], span, type);
    case "sum": {
      const sums = lists.map((one) => operation("list.sum", [one], span, type));
      const terms = old.kind === "literal" && old.value === 0 ? sums : [old, ...sums];
      return terms.reduce((left, right) => ({ kind: "arithmetic", operator: "+", left, right, span, type }));
    }
    case "write": {
      const written = operation("list.join", [first, literal("", span, { kind: "text", nullable: false })], span, type);
      return old.kind === "literal" && old.value === ""
        ? written
        : { kind: "template", parts: [old, written], span, type };
    }
    case "assign":
      return operation("list.lastOr", [first, old], span, type);
    case "keep": {
      if (isExtreme(change)) {
        const known: Item[] = [{ spread: false, value: old }, ...lists.map((value) => ({ spread: true, value }))];
        return operation(
          change.order === "greatest" ? "list.max" : "list.min",
          [{ kind: "list", items: known, span, type: listType }],
          span,
          type,
        );
      }
      const name = `pairs.${change.which}${change.order === "greatest" ? "Greatest" : "Least"}` as const;
      if (old.kind === "literal" && old.value === null) return operation(name, [first], span, type);
      const before = listOf([reader.expression(change.keyOfOld, values), old], span);
      const known = listOf([before], span);
      const start: Expression = change.orNothing
        ? {
            kind: "conditional",
            condition: {
              kind: "equal",
              left: old,
              right: literal(null, span, { kind: "nothing", nullable: true }),
              span,
              type: booleanType,
            },
            whenTrue: listOf([], span),
            whenFalse: known,
            span,
            type: listType,
          }
        : known;
      return operation(
        name,
        [
          {
            kind: "list",
            items: [
              { spread: true, value: start },
              { spread: true, value: first },
            ],
            span,
            type: listType,
          },
        ],
        span,
        type,
      );
    }
  }
}
