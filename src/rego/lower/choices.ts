import { freeBindings } from "../../ir/free.ts";
import type { Expression } from "../../ir/nodes.ts";
import { type Branch, call, scalar, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import { branchAfter } from "./branches.ts";
import { termOf } from "./copies.ts";
import type { Held } from "./held.ts";
import { settled } from "./settled.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** @param wanted name of the helper whose branches the cases are */
export function lowerConditional(expression: Of<"conditional">, scope: BodyLowering, wanted: string): Term {
  return scope.helper(wanted, expression, freeBindings(expression), (parameters, enter) => {
    const branches: Branch[] = [];
    addBranches(expression, enter, branches);
    return [
      {
        kind: "complete",
        ...(parameters && { parameters }),
        branches,
        comments: [scope.module.program.describe(expression.span)],
      },
    ];
  });
}

function addBranches(expression: Expression, enter: (exact: boolean) => BodyLowering, branches: Branch[]): void {
  const inner = enter(false);
  if (expression.kind !== "conditional") {
    branches.push(branchAfter(branches, inner.term(expression), inner));
    return;
  }
  inner.condition(expression.condition, true);
  const value = inner.term(expression.whenTrue);
  branches.push(branchAfter(branches, value, inner));
  addBranches(expression.whenFalse, enter, branches);
}

/** The value of a condition as a term: a function that is false by default. */
export function lowerTruth(
  expression: Expression,
  scope: BodyLowering,
  wanted = "truth",
  replacesVariable = false,
): Term {
  if (expression.kind === "truthy" && expression.value.type.kind === "boolean" && !expression.value.type.nullable)
    return scope.term(expression.value);
  return scope.helper(
    wanted,
    expression,
    freeBindings(expression),
    (parameters, enter) => {
      const inner = enter(false);
      inner.condition(expression, true);
      return [
        {
          kind: "default",
          arity: parameters?.length,
          value: scalar(false),
          comments: [scope.module.program.describe(expression.span)],
        },
        {
          kind: "complete",
          ...(parameters && { parameters }),
          branches: [{ value: undefined, body: inner.body }],
        },
      ];
    },
    { replacesVariable },
  );
}

export function lowerCoalesce({ left, right }: Of<"coalesce">, scope: BodyLowering): Held | Term {
  const held = scope.held(left);
  // A list of the document that isn't there is as good as an empty one.
  if (held.form === "part" && held.shape.type === "list" && right.kind === "list" && right.items.length === 0) {
    const { presence: _, ...part } = held;
    return { ...part, isOptional: false };
  }
  const first = termOf(held, scope);
  const otherwise = scope.term(right);
  // A look-up says itself what there is instead, unless what it finds may be nothing.
  const isEntry = left.kind === "element" && left.collection.type.kind === "record" && !left.collection.type.nullable;
  if (isEntry && left.mayHoldNothing !== true && first.kind === "call" && first.name === "object.get") {
    const [record, key] = first.arguments;
    return call("object.get", record!, key!, otherwise);
  }
  if (first.kind === "call" && first.name === "std.text_member")
    return scope.module.support("text_member_or", ...first.arguments, otherwise);
  return scope.module.support("coalesce", settled(first, scope), otherwise);
}
