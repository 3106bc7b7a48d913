import { exitsOf, generatorClauses, isNext } from "../clauses.ts";
import { hasEffect } from "../effects.ts";
import { collected, inOrder } from "../in-order.ts";
import type { Binding, Change, Clause, Expression, Item, Statement, Step } from "../nodes.ts";
import { sameExpression } from "../same.ts";
import { boolean, list, listOf, literal, local, not, operation } from "../terms.ts";
import { mapped, mentions } from "../traverse.ts";
import type { Report, Values } from "./state.ts";

/**
 * What a loop makes of a variable, without the loop's state: each element contributes to the variable apart from the
 * others, and the contributions are put together in one step.
 */
type Loop = Extract<Statement, { kind: "for" }>;

/** What is asked of the pass that reads the loop. */
export interface LoopReader {
  readonly report: Report;
  expression(expression: Expression, values: Values): Expression;
  checkShared(binding: Binding, span: Expression["span"], change: Change): void;
}

type ChangeStatement = Extract<Statement, { kind: "change" }>;

/** The changes in statements, other than inside lambdas. */
export function changesIn(statements: readonly Statement[]): ChangeStatement[] {
  return statements.flatMap((statement) => {
    switch (statement.kind) {
      case "change":
        return [statement];
      case "if":
        return [...changesIn(statement.whenTrue), ...changesIn(statement.whenFalse)];
      case "for":
      case "block":
        return changesIn(statement.body);
      default:
        return [];
    }
  });
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
  if (["append", "insert", "put", "tally", "group"].includes(how))
    for (const { span, change } of changes) if (!("copies" in change)) reader.checkShared(binding, span, change);
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
      : { kind: "exists", ways: leaving.map(({ steps }) => steps), span: loop.span, type: boolean };
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

/** Statements with others in the place of each change, without `if`s, loops and blocks that have no effect then. */
export function withChanges(
  statements: readonly Statement[],
  keepsYields: boolean,
  replacement: (change: ChangeStatement) => readonly Statement[],
): Statement[] {
  const inner = (body: readonly Statement[]): Statement[] => withChanges(body, keepsYields, replacement);
  return statements.flatMap((statement): readonly Statement[] => {
    switch (statement.kind) {
      case "yield":
        return keepsYields ? [statement] : [];
      case "change":
        return replacement(statement);
      case "if": {
        const [whenTrue, whenFalse] = [inner(statement.whenTrue), inner(statement.whenFalse)];
        return hasEffect(whenTrue) || hasEffect(whenFalse) ? [{ ...statement, whenTrue, whenFalse }] : [];
      }
      case "for":
      case "block": {
        const body = inner(statement.body);
        return hasEffect(body, statement.label) ? [{ ...statement, body }] : [];
      }
      default:
        return [statement];
    }
  });
}

function contributed(change: Change, flat: boolean, span: Expression["span"]): Expression {
  switch (change.how) {
    case "append": {
      const [only] = change.items;
      return !flat && only !== undefined ? only.value : { kind: "list", items: change.items, span, type: list };
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
  const exists: Expression = { kind: "exists", ways, span, type: boolean };
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
            : { kind: "list", items: lists.map((value) => ({ spread: true, value })), span, type: list },
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
          [{ kind: "list", items: known, span, type: list }],
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
              type: boolean,
            },
            whenTrue: listOf([], span),
            whenFalse: known,
            span,
            type: list,
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
            type: list,
          },
        ],
        span,
        type,
      );
    }
  }
}

/** A loop's body in which each change of the given variables says how an element contributes to the variable. */
export function normalized(statements: readonly Statement[], changing: readonly Binding[]): Statement[] {
  return statements.map((statement): Statement => {
    switch (statement.kind) {
      case "change":
        if (!changing.includes(statement.binding)) return statement;
        if (statement.change.how === "put") return asPerKey(statement) ?? statement;
        return statement.change.how === "assign"
          ? (asContribution(statement.binding, statement.change.value, statement) ?? statement)
          : statement;
      case "if":
        return (
          asKept(statement, changing) ?? {
            ...statement,
            whenTrue: normalized(statement.whenTrue, changing),
            whenFalse: normalized(statement.whenFalse, changing),
          }
        );
      case "for":
      case "block":
        return { ...statement, body: normalized(statement.body, changing) };
      default:
        return statement;
    }
  });
}

function asContribution(binding: Binding, value: Expression, statement: ChangeStatement): Statement | undefined {
  const { span } = statement;
  const isOld = (expression: Expression | undefined): boolean =>
    expression?.kind === "local" && expression.binding === binding;
  const change = (made: Change): Statement => ({ kind: "change", binding, change: made, span });
  const onlyIf = (condition: Expression, then: Expression): Statement => ({
    kind: "if",
    condition,
    whenTrue: [asContribution(binding, then, statement) ?? change({ how: "assign", value: then })],
    whenFalse: [],
    span,
  });
  switch (value.kind) {
    case "arithmetic":
      if (value.operator === "+" && isOld(value.left)) return change({ how: "sum", value: value.right });
      if (value.operator === "+" && isOld(value.right)) return change({ how: "sum", value: value.left });
      if (value.operator === "-" && isOld(value.left)) {
        return change({ how: "sum", value: { ...value, left: literal(0, span, value.type) } });
      }
      return undefined;
    case "template":
      if (!isOld(value.parts[0])) return undefined;
      return change({ how: "write", value: { ...value, parts: value.parts.slice(1) } });
    case "list":
      if (value.items[0]?.spread !== true || !isOld(value.items[0].value)) return undefined;
      return change({ how: "append", items: value.items.slice(1), copies: true });
    case "set":
      if (
        value.items.length !== 2 ||
        value.items[0]?.spread !== true ||
        !isOld(value.items[0].value) ||
        value.items[1]?.spread !== false
      )
        return undefined;
      return change({ how: "insert", value: value.items[1].value, copies: true });
    case "record":
      if (
        value.entries.length !== 2 ||
        value.entries[0]?.key !== undefined ||
        !isOld(value.entries[0]?.value) ||
        value.entries[1]?.key === undefined
      )
        return undefined;
      return change({ how: "put", key: value.entries[1].key, value: value.entries[1].value, copies: true });
    case "or":
      if (isOld(value.left)) return onlyIf(value.right, literal(true, span, boolean));
      return isOld(value.right) ? onlyIf(value.left, literal(true, span, boolean)) : undefined;
    case "and":
      if (isOld(value.left)) return onlyIf(not(value.right), literal(false, span, boolean));
      return isOld(value.right) ? onlyIf(not(value.left), literal(false, span, boolean)) : undefined;
    case "conditional":
      if (isOld(value.whenFalse))
        return asKept(onlyIf(value.condition, value.whenTrue), [binding]) ?? onlyIf(value.condition, value.whenTrue);
      return isOld(value.whenTrue)
        ? (asKept(onlyIf(not(value.condition), value.whenFalse), [binding]) ??
            onlyIf(not(value.condition), value.whenFalse))
        : undefined;
    case "operation": {
      if (value.name !== "number.max" && value.name !== "number.min") return undefined;
      const others = value.arguments.filter((argument) => !isOld(argument));
      const [other] = others;
      if (others.length !== 1 || other === undefined || value.arguments.length !== 2) return undefined;
      return change({
        how: "keep",
        order: value.name === "number.max" ? "greatest" : "least",
        which: "first",
        key: other,
        value: other,
        keyOfOld: local(binding, span),
        orNothing: false,
      });
    }
    default:
      return undefined;
  }
}

/**
 * `counts[key] = (counts[key] ?? 0) + 1` and `lists[key] = [...(lists[key] ?? []), item]`: a part of the value for the
 * key, by itself.
 */
function asPerKey(statement: ChangeStatement): Statement | undefined {
  const { binding, change } = statement;
  if (change.how !== "put") return undefined;
  const { key, value } = change;
  /** What stands for the old value where there is none, if an expression is the old value for the same key. */
  const startOf = (expression: Expression): Expression | undefined => {
    const [old, start] = expression.kind === "coalesce" ? [expression.left, expression.right] : [];
    const isOld =
      old?.kind === "element" &&
      old.collection.kind === "local" &&
      old.collection.binding === binding &&
      sameExpression(old.key, key);
    return isOld && start !== undefined && !mentions(start, binding) ? start : undefined;
  };
  if (value.kind === "arithmetic" && value.operator === "+") {
    const start = startOf(value.left) ?? startOf(value.right);
    const added = startOf(value.left) === undefined ? value.left : value.right;
    return start?.kind === "literal" && !mentions(added, binding)
      ? { ...statement, change: { how: "tally", key, value: added, start } }
      : undefined;
  }
  const [whole, item, ...more] = value.kind === "list" ? value.items : [];
  if (whole?.spread !== true || item === undefined || item.spread || more.length > 0 || mentions(item.value, binding))
    return undefined;
  const start = startOf(whole.value);
  return start?.kind === "list" && start.items.length === 0
    ? {
        ...statement,
        change: { how: "group", key, value: item.value, ...(change.inPlace === true && { inPlace: true }) },
      }
    : undefined;
}

const reversed = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

/** `if (best === undefined || key(item) > key(best)) best = item` as a change that keeps the best. */
function asKept(statement: Statement, changing: readonly Binding[]): Statement | undefined {
  if (statement.kind !== "if" || statement.whenFalse.length > 0 || statement.whenTrue.length !== 1) return undefined;
  const [only] = statement.whenTrue;
  if (only?.kind !== "change" || only.change.how !== "assign") return undefined;
  const { binding } = only;
  if (!changing.includes(binding)) return undefined;
  const { value } = only.change;
  const { condition } = statement;
  const orNothing = condition.kind === "or" && isNothing(condition.left, binding);
  const order = orNothing ? condition.right : condition;
  if (order.kind !== "order") return undefined;
  const oldIsLeft = mentions(order.left, binding);
  const [candidate, old] = oldIsLeft ? [order.right, order.left] : [order.left, order.right];
  if (mentions(candidate, binding) || !mentions(old, binding)) return undefined;
  if (!sameExpression(candidate, replaced(old, binding, value))) return undefined;
  const operator = oldIsLeft ? reversed[order.operator] : order.operator;
  return {
    ...only,
    change: {
      how: "keep",
      order: operator.startsWith(">") ? "greatest" : "least",
      which: operator.endsWith("=") ? "last" : "first",
      key: candidate,
      value,
      keyOfOld: old,
      orNothing,
    },
  };
}

function isNothing(condition: Expression, binding: Binding): boolean {
  if (condition.kind === "not")
    return (
      condition.operand.kind === "truthy" &&
      condition.operand.value.kind === "local" &&
      condition.operand.value.binding === binding &&
      condition.operand.value.type.kind === "object"
    );
  if (condition.kind !== "equal") return false;
  const { left, right } = condition;
  return left.kind === "local" && left.binding === binding && right.kind === "literal" && right.value === null;
}

function replaced(expression: Expression, binding: Binding, value: Expression): Expression {
  if (expression.kind === "local") return expression.binding === binding ? value : expression;
  return mapped("expression", expression, (child) => replaced(child, binding, value));
}
