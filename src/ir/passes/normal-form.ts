import type { Binding, Change, Expression, Statement } from "../nodes.ts";
import { sameExpression } from "../same.ts";
import { booleanType, literal, local, not } from "../terms.ts";
import { mapped, mentions } from "../traverse.ts";
import type { ChangeStatement } from "./change-statements.ts";

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
      return change({ how: "append", items: value.items.slice(1) });
    case "set":
      if (
        value.items.length !== 2 ||
        value.items[0]?.spread !== true ||
        !isOld(value.items[0].value) ||
        value.items[1]?.spread !== false
      )
        return undefined;
      return change({ how: "insert", value: value.items[1].value });
    case "record":
      if (
        value.entries.length !== 2 ||
        value.entries[0]?.key !== undefined ||
        !isOld(value.entries[0]?.value) ||
        value.entries[1]?.key === undefined
      )
        return undefined;
      return change({ how: "put", key: value.entries[1].key, value: value.entries[1].value });
    case "or":
      if (isOld(value.left)) return onlyIf(value.right, literal(true, span, booleanType));
      return isOld(value.right) ? onlyIf(value.left, literal(true, span, booleanType)) : undefined;
    case "and":
      if (isOld(value.left)) return onlyIf(not(value.right), literal(false, span, booleanType));
      return isOld(value.right) ? onlyIf(not(value.left), literal(false, span, booleanType)) : undefined;
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
        change: { how: "group", key, value: item.value },
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
