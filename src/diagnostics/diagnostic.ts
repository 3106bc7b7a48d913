import type { Code } from "./codes.ts";
import type { Span } from "./span.ts";

/** Something that the compiler refuses. Whatever is reported is an error: there is no output then. */
export interface Diagnostic {
  readonly code: Code;
  /** What is wrong here: lower case, no final period, the user's own text in backticks. */
  readonly message: string;
  readonly span: Span;
  /** How to write it instead. */
  readonly help: string;
}
