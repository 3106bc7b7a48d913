import { RegoscriptError } from "../errors.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Policies that the compiler refuses, with everything that it refuses. */
export class CompilationError extends RegoscriptError {
  readonly diagnostics: readonly Diagnostic[];
  /** Text of a source file by the name that spans have. */
  readonly sources: ReadonlyMap<string, string>;

  constructor(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>) {
    const errors = diagnostics.length === 1 ? "error" : "errors";
    super(`${diagnostics.length} ${errors} in the policies; the first: ${diagnostics[0]?.message ?? ""}`);
    this.name = "CompilationError";
    this.diagnostics = diagnostics;
    this.sources = sources;
    // Node prints the properties of an error that nobody catches; the text of every source would bury the diagnostics.
    Object.defineProperty(this, "sources", { enumerable: false });
  }
}
