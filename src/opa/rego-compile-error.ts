/** What OPA refuses, with the place in a module. */
export interface RegoError {
  /** OPA's own, such as "rego_type_error". */
  readonly code: string;
  readonly message: string;
  /** The name that the module was given with; empty if the error is of no module. */
  readonly file: string;
  /** From 1; 0 if the error is of no place. */
  readonly row: number;
  /** From 1, in bytes of UTF-8; 0 if the error is of no place. */
  readonly column: number;
}

/** Rego that OPA refuses where it should have been right. */
export class RegoCompileError extends Error {
  readonly errors: readonly RegoError[];

  constructor(errors: readonly RegoError[]) {
    super(
      errors.map((error) => `${error.file}:${error.row}:${error.column}: ${error.message} (${error.code})`).join("\n"),
    );
    this.name = "RegoCompileError";
    this.errors = errors;
  }
}
