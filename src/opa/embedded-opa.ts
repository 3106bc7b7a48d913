import { withFewerGrowths } from "./memory-growth.ts";
import { withMergeSort } from "./merge-sort.ts";
import { withoutEviction } from "./regex-cache.ts";
import { RegoCompileError, type RegoError } from "./rego-compile-error.ts";
import { type OpaRequest, opaProgram, runOpa } from "./run.ts";
import {
  type BuildOptions,
  type Coverage,
  type EmbeddedOpa,
  type Evaluation,
  JsonText,
  type RegoTest,
  type YamlResult,
} from "./types.ts";

export * from "./rego-compile-error.ts";
export * from "./types.ts";

/** What the program in `tools/opa` answers. */
interface Response {
  readonly result?: unknown;
  readonly errors?: readonly RegoError[];
}

type Sources = { readonly [path: string]: string };
type RawEvaluations = { readonly results: readonly Omit<Evaluation, "value">[]; readonly coverage?: Coverage };

/**
 * Loads the embedded OPA. Each call of its methods is an instance of its own, so nothing is kept between calls.
 *
 * @throws Error if the program can't be loaded
 */
export async function loadEmbeddedOpa(): Promise<EmbeddedOpa> {
  await opaProgram();
  return askingOpa(runOpa);
}

/**
 * The same for any way to ask the program in `tools/opa`.
 *
 * @param run gives one request to the program and reads its response
 */
export function askingOpa(run: (request: OpaRequest) => Promise<unknown>): EmbeddedOpa {
  async function request<Result>(body: OpaRequest): Promise<Result> {
    const { result, errors } = (await run(body)) as Response;
    if (errors !== undefined) throw new RegoCompileError(errors);
    return result as Result;
  }
  const build = <Result>(
    target: string,
    { modules, capabilities, entryPoints, optimization }: BuildOptions,
  ): Promise<Result> => request<Result>({ command: "build", target, modules, capabilities, entryPoints, optimization });
  return {
    version: () => request<string>({ command: "version" }),
    async check({ modules, capabilities }) {
      const { errors } = (await run({ command: "check", modules, capabilities })) as Response;
      return errors ?? [];
    },
    format: ({ modules }) => request<Sources>({ command: "format", modules }),
    buildWasm: async (options) =>
      withFewerGrowths(withMergeSort(withoutEviction(Buffer.from(await build<string>("wasm", options), "base64")))),
    buildPlan: async (options) => JSON.parse(await build<string>("plan", options)) as unknown,
    buildRego: (options) => build<Sources>("rego", options),
    async evaluate({ modules, capabilities, query, inputs, data, coverage, strictBuiltinErrors }) {
      const texts = inputs.map((input, index) => jsonText(input, `input ${index}`));
      const body = { modules, capabilities, query, inputs: texts, data: dataText(data), coverage, strictBuiltinErrors };
      const answer = await request<RawEvaluations>({ command: "evaluate", ...body });
      return { ...answer, results: answer.results.map(withValue) };
    },
    test: ({ modules, capabilities, data }) =>
      request<RegoTest[]>({ command: "test", modules, capabilities, data: dataText(data) }),
    yamlToJson: (documents) => request<YamlResult[]>({ command: "yaml", documents }),
  };
}

function withValue(raw: Omit<Evaluation, "value">): Evaluation {
  return raw.json === undefined ? raw : { ...raw, value: JSON.parse(raw.json) as unknown };
}

function dataText(data: unknown): string | undefined {
  return data === undefined ? undefined : jsonText(data, "data");
}

/** Refuses what JSON has no text for, which would otherwise reach OPA as something else. */
function jsonText(value: unknown, name: string): string {
  if (value instanceof JsonText) return value.text;
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) throw new TypeError(`${name} is not a JSON value`);
  return text;
}
