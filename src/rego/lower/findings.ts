import type { Expression } from "../../ir/nodes.ts";
import { object, scalar, type Term } from "../ast.ts";
import type { BodyLowering } from "./body.ts";
import type { Place } from "./held.ts";
import { below, pathTerm, placeOf } from "./parts.ts";

type Of<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/** A violation as a helper function gives it, without its resource. */
export function lowerViolation({ message, node }: Of<"violation">, scope: BodyLowering): Term {
  return object([
    ["message", scope.term(message)],
    ["path", pathOf(node, scope)],
  ]);
}

export function lowerUndetermined(expression: Of<"undetermined">, scope: BodyLowering): Term {
  return object([
    ["message", scope.term(expression.message)],
    ["path", pathOf(expression.node, scope)],
    ["missing", scalar(expression.missing)],
    ["collect", scalar(expression.collect)],
  ]);
}

export function lowerPlace(expression: Of<"place">, scope: BodyLowering): Term {
  return object([["$path", pathOf(expression, scope)]]);
}

/** The path of a node as an array. */
export function pathOf(node: Expression, scope: BodyLowering): Term {
  return pathTerm(placeOfNode(node, scope));
}

function placeOfNode(node: Expression, scope: BodyLowering): Place {
  if (node.kind !== "place") return placeOf(scope.held(node), node.type.kind === "raw" ? "path" : "$path", scope);
  const keys = node.keys.map((key) => scope.term(key));
  return below(placeOfNode(node.node, scope), ...keys);
}
