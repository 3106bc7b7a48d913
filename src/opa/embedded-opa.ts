import { runOpa } from "./run.ts";

/** Rego modules by file name. */
export interface RegoSources {
  readonly modules: { readonly [path: string]: string };
  /** Version of OPA whose language and builtins are allowed, such as "1.3.0"; by default all that the embedded one has. */
  readonly capabilities?: string;
}

/** What OPA refuses, with the place in a module. Row and column count from 1. */
export interface RegoError {
  readonly code: string;
  readonly message: string;
  readonly file: string;
  readonly row: number;
  readonly column: number;
}

/** Rego that OPA refuses where it should have been right. */
export class RegoCompileError extends Error {
  readonly errors: readonly RegoError[];

  constructor(errors: readonly RegoError[]) {
    super(errors.map((error) => `${error.file}:${error.row}:${error.column}: ${error.message} (${error.code})`).join("\n"));
    this.name = "RegoCompileError";
    this.errors = errors;
  }
}

/** The outcome of a query for one input. */
export interface Evaluation {
  /** Whether the query has a value. */
  readonly defined: boolean;
  readonly value?: unknown;
  /** An error of evaluation, such as two values for one rule. */
  readonly error?: string;
}

/** Lines that an evaluation reached, as `opa eval --coverage` reports them. */
export interface Coverage {
  readonly files: { readonly [path: string]: unknown };
  readonly coverage: number;
}

/** The outcome of one Rego unit test. */
export interface RegoTest {
  readonly package: string;
  readonly name: string;
  readonly passed: boolean;
  readonly error?: string;
}

/** One YAML document as Kubernetes reads it: JSON text, or why it isn't one. */
export type YamlResult = { readonly json: string } | { readonly error: string };

/** OPA's own compiler and evaluator, in this process. */
export interface EmbeddedOpa {
  /** The version of OPA, such as "1.22.2". */
  version(): Promise<string>;
  /** What strict checking refuses; empty if nothing. */
  check(sources: RegoSources): Promise<readonly RegoError[]>;
  /** The modules as `opa fmt` leaves them. */
  format(sources: RegoSources): Promise<{ readonly [path: string]: string }>;
  /** A `policy.wasm`. @throws RegoCompileError */
  buildWasm(options: RegoSources & { readonly entryPoints: readonly string[] }): Promise<Uint8Array>;
  /** A query plan, JSON. @throws RegoCompileError */
  buildPlan(options: RegoSources & { readonly entryPoints: readonly string[] }): Promise<unknown>;
  /** The query's outcome for each input, compiled once. @throws RegoCompileError */
  evaluate(
    options: RegoSources & { readonly query: string; readonly inputs: readonly unknown[]; readonly data?: unknown; readonly coverage?: boolean },
  ): Promise<{ readonly results: readonly Evaluation[]; readonly coverage?: Coverage }>;
  /** The outcome of each unit test in the modules. @throws RegoCompileError */
  test(options: RegoSources & { readonly data?: unknown }): Promise<readonly RegoTest[]>;
  /** Each document through sigs.k8s.io/yaml. */
  yamlToJson(documents: readonly string[]): Promise<readonly YamlResult[]>;
}

interface Response {
  readonly result?: unknown;
  readonly errors?: readonly RegoError[];
}

/** Loads the embedded OPA; each call of its methods is an instance of its own, so nothing is kept between calls. */
export async function loadEmbeddedOpa(): Promise<EmbeddedOpa> {
  return {
    version: async () => (await request({ command: "version" })) as string,
    async check(sources) {
      const { errors } = (await runOpa({ command: "check", ...sources })) as Response;
      return errors ?? [];
    },
    format: async (sources) => (await request({ command: "format", ...sources })) as { [path: string]: string },
    buildWasm: async (options) => new Uint8Array(Buffer.from((await request({ command: "build", target: "wasm", ...options })) as string, "base64")),
    buildPlan: async (options) => JSON.parse((await request({ command: "build", target: "plan", ...options })) as string) as unknown,
    evaluate: async (options) => (await request({ command: "evaluate", ...options })) as { results: Evaluation[]; coverage?: Coverage },
    test: async (options) => (await request({ command: "test", ...options })) as RegoTest[],
    async yamlToJson(documents) {
      return (await request({ command: "yaml", documents })) as YamlResult[];
    },
  };
}

async function request(body: unknown): Promise<unknown> {
  const { result, errors } = (await runOpa(body)) as Response;
  if (errors !== undefined) throw new RegoCompileError(errors);
  return result;
}
