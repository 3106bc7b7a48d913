import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../diagnostics/span.ts";
import type { Binding, Expression, Module } from "../nodes.ts";

/** A program after a pass, and what the pass refuses. */
export interface PassResult {
  readonly modules: readonly Module[];
  readonly diagnostics: readonly Diagnostic[];
}

export type Pass = (modules: readonly Module[]) => PassResult;

/** The value of each variable that changes, at one point of a body. */
export type Values = Map<Binding, Expression>;

export type Report = (code: Diagnostic["code"], span: Span, message: string, help: string) => void;
