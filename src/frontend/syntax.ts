import type { ts } from "ts-morph";
import type { Code } from "../diagnostics/codes.ts";
import type { Expression, Statement } from "../ir/nodes.ts";
import type { FunctionContext } from "./context.ts";

/** Why a kind of syntax, a method or a function is refused. */
export interface Refusal {
  readonly code: Code;
  /** What is refused, in words of the field. */
  readonly what: string;
  /** The way to write it instead; where there is none, the code's own remedy. */
  readonly help?: string;
}

/** What a node becomes. */
export type Lowering<Node extends ts.Node, Result> = (node: Node, context: FunctionContext) => Result;

/** What each kind of node becomes, or why it is refused. */
export type SyntaxTable<Result> = ReadonlyMap<ts.SyntaxKind, Lowering<never, Result> | Refusal>;

/** Every kind of expression and statement that a function may have. What isn't in a table is refused as well. */
export interface Syntax {
  readonly expressions: SyntaxTable<Expression>;
  readonly statements: SyntaxTable<readonly Statement[]>;
}

/** An entry of a table for syntax that is part of the language. */
export function carried<Node extends ts.Node, Result>(
  kind: Node["kind"],
  lowering: Lowering<Node, Result>,
): readonly [ts.SyntaxKind, Lowering<never, Result>] {
  return [kind, lowering as Lowering<never, Result>];
}

/** An entry of a table for syntax that isn't. */
export function refused(
  kind: ts.SyntaxKind,
  code: Code,
  what: string,
  help?: string,
): readonly [ts.SyntaxKind, Refusal] {
  return [kind, help === undefined ? { code, what } : { code, what, help }];
}
