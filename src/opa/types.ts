import type { RegoError } from "./rego-compile-error.ts";

/** Rego v1 modules by file name. */
export interface RegoSources {
  readonly modules: { readonly [path: string]: string };
  /**
   * Version of OPA whose language and builtins are allowed, such as "1.3.0"; by default all that the embedded one has.
   */
  readonly capabilities?: string;
}

/** What to build, as for `opa build`. */
export interface BuildOptions extends RegoSources {
  /** Paths such as "regoscript/violations". */
  readonly entryPoints: readonly string[];
  /** 0 (default) to 2: how far OPA evaluates the policy ahead of time. */
  readonly optimization?: 0 | 1 | 2;
}

/** A value as JSON text, for numbers that JavaScript would round; it is given to OPA as it stands. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A query and the inputs to ask it of. */
export interface EvaluateOptions extends RegoSources {
  /** A query with one value, such as "data.regoscript.violations". */
  readonly query: string;
  /** Each a value that JSON can hold, or a `JsonText`. */
  readonly inputs: readonly unknown[];
  /** An object, or the `JsonText` of one. */
  readonly data?: unknown;
  readonly coverage?: boolean;
  /**
   * Makes an error of a builtin an error of evaluation; by default the call is undefined, as it is for a policy in use.
   */
  readonly strictBuiltinErrors?: boolean;
}

/** The outcome of a query for one input. */
export interface Evaluation {
  /** Whether the query has a value. */
  readonly defined: boolean;
  readonly value?: unknown;
  /** The value as OPA prints it, every digit kept. */
  readonly json?: string;
  /** An error of evaluation, such as two values for one rule, or a query with several results. */
  readonly error?: string;
}

/** The outcome for each input, in their order. */
export interface Evaluations {
  readonly results: readonly Evaluation[];
  /** Over all inputs together, if asked for. */
  readonly coverage?: Coverage;
}

/** Lines that an evaluation reached, in the shape of `opa eval --coverage`. */
export interface Coverage {
  readonly files: { readonly [path: string]: FileCoverage };
  readonly covered_lines: number;
  readonly not_covered_lines: number;
  /** Per cent. */
  readonly coverage: number;
}

/** Coverage of one module; what is zero or empty is absent. */
export interface FileCoverage {
  readonly covered?: readonly LineRange[];
  readonly not_covered?: readonly LineRange[];
  readonly covered_lines?: number;
  readonly not_covered_lines?: number;
  readonly coverage?: number;
}

/** Rows from 1, both included. */
export interface LineRange {
  readonly start: { readonly row: number };
  readonly end: { readonly row: number };
}

/** The outcome of one Rego unit test. */
export interface RegoTest {
  /** Such as "data.regoscript_test". */
  readonly package: string;
  readonly name: string;
  readonly passed: boolean;
  /** Neither passed nor failed: a test whose name starts with `todo_`. */
  readonly skipped: boolean;
  readonly file: string;
  readonly row: number;
  readonly error?: string;
  /** What the test printed. */
  readonly output?: string;
}

/** One YAML document as Kubernetes reads it: JSON text, or why it isn't one. */
export type YamlResult = { readonly json: string } | { readonly error: string };

/**
 * OPA's own compiler and evaluator, in this process. Every method throws an Error with the command's name if OPA itself
 * fails.
 */
export interface EmbeddedOpa {
  /** The version of OPA, such as "1.22.2". */
  version(): Promise<string>;
  /** What `opa check --strict` refuses, in all modules, without a limit; empty if nothing. */
  check(sources: RegoSources): Promise<readonly RegoError[]>;
  /** The modules as `opa fmt` leaves them. @throws RegoCompileError */
  format(sources: RegoSources): Promise<{ readonly [path: string]: string }>;
  /** A `policy.wasm`. @throws RegoCompileError */
  buildWasm(options: BuildOptions): Promise<Uint8Array>;
  /** A query plan: OPA's intermediate representation. @throws RegoCompileError */
  buildPlan(options: BuildOptions): Promise<unknown>;
  /** The modules as `opa build --target rego` writes them, optimized if asked for. @throws RegoCompileError */
  buildRego(options: BuildOptions): Promise<{ readonly [path: string]: string }>;
  /** The query's outcome for each input; the modules are compiled once. @throws RegoCompileError */
  evaluate(options: EvaluateOptions): Promise<Evaluations>;
  /** The outcome of each unit test in the modules, in the order of package and name. @throws RegoCompileError */
  test(options: RegoSources & { readonly data?: unknown }): Promise<readonly RegoTest[]>;
  /** Each document through sigs.k8s.io/yaml, with which Kubernetes reads manifests. */
  yamlToJson(documents: readonly string[]): Promise<readonly YamlResult[]>;
}
