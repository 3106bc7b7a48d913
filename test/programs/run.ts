import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CompilationError } from "../../src/diagnostics/compilation-error.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import { validate } from "../../src/ir/validate.ts";
import { type EmbeddedOpa, JsonText } from "../../src/opa/embedded-opa.ts";
import { type LoadedSource, loadSource } from "../../src/policy-folder.ts";
import { bundleFiles, entryPoint, regoModules } from "../../src/targets/opa/bundle.ts";
import { ofReport } from "../conformance/verdicts.ts";
import { nativeOf } from "../native-policies.ts";
import type { Input } from "./inputs.ts";
import { helperModules, imports } from "./modules.ts";
import { Tape } from "./tape.ts";
import { ProgramWriter } from "./writer.ts";

/** A program on which engines disagree, or that the compiler shouldn't have let through or refused in that way. */
export interface Divergence {
  readonly program: number;
  readonly text: string;
  readonly what: string;
  /** The text of the document. */
  readonly document?: string;
}

export interface Outcome {
  readonly divergences: readonly Divergence[];
  /** The codes of programs that the compiler refuses, which are left out. */
  readonly refused: readonly {
    readonly program: number;
    readonly text: string;
    readonly diagnostics: readonly Diagnostic[];
  }[];
  readonly violations: number;
}

/** The text of the program that a tape stands for. */
export function programOf(tape: readonly number[], program: number): string {
  return new ProgramWriter(new Tape(tape), idOf(program)).write();
}

/** Ids that are nearly the same, and such as begin with words of Rego. */
export function idOf(program: number): string {
  const number = program >> 2;
  return [`program-${number}`, `program-${number}-${number}`, `not-${number}`, `default-${number}`][program % 4]!;
}

/** Compiles programs together and compares what native evaluation, the embedded OPA and WASM say of each document. */
export async function runPrograms(
  texts: readonly string[],
  documents: readonly Input[],
  opa: EmbeddedOpa,
  withWasm = true,
): Promise<Outcome> {
  const { source, refused, remove } = await loadPrograms(texts);
  try {
    return { ...(await compare(source, texts, documents, opa, withWasm)), refused };
  } finally {
    remove();
  }
}

/**
 * Writes what programs import: the helper modules only for such as do, since a file that nothing imports is refused.
 */
export function writeShared(folder: string, texts: readonly string[]): void {
  copyFileSync("test/language/fixtures/thing.ts", join(folder, "thing.ts"));
  if (!texts.some((text) => text.includes(imports))) return;
  for (const [file, text] of Object.entries(helperModules())) writeFileSync(join(folder, file), text);
}

/** Compiles and imports programs, as far as the compiler accepts them. */
export async function loadPrograms(
  texts: readonly string[],
): Promise<{ source: LoadedSource; refused: Outcome["refused"]; remove(): void }> {
  mkdirSync(".cache", { recursive: true });
  const folder = mkdtempSync(join(".cache", "programs-"));
  writeShared(folder, texts);
  texts.forEach((text, program) => writeFileSync(join(folder, `${idOf(program)}.ts`), text));
  return { ...(await loadAccepted(folder, texts)), remove: () => rmSync(folder, { recursive: true }) };
}

/** The programs that the compiler accepts. */
async function loadAccepted(
  folder: string,
  texts: readonly string[],
): Promise<{ source: LoadedSource; refused: Outcome["refused"] }> {
  try {
    return { source: await loadSource(folder), refused: [] };
  } catch (error) {
    if (!(error instanceof CompilationError)) throw error;
    const refused = texts.flatMap((text, program) => {
      const diagnostics = error.diagnostics.filter(({ span }) => basename(span.file, ".ts") === idOf(program));
      return diagnostics.length === 0 ? [] : [{ program, text, diagnostics }];
    });
    for (const { program } of refused) rmSync(join(folder, `${idOf(program)}.ts`), { force: true });
    // A program that says nothing keeps the policy set from being empty.
    if (refused.length === texts.length)
      writeFileSync(join(folder, `${idOf(texts.length)}.ts`), programOf([], texts.length));
    return { source: await loadSource(folder), refused };
  }
}

async function compare(
  { result, rules }: LoadedSource,
  texts: readonly string[],
  documents: readonly Input[],
  opa: EmbeddedOpa,
  withWasm: boolean,
): Promise<Omit<Outcome, "refused">> {
  const divergences: Divergence[] = [];
  const report = (program: number, what: string, document?: string): void => {
    if (!divergences.some((known) => known.program === program))
      divergences.push({ program, text: texts[program] ?? "", what, document });
  };
  const faults = validate(result.modules);
  if (faults.length > 0) throw new Error(`the intermediate representation is not valid: ${faults.join("; ")}`);
  const files = regoModules(result);
  const modules = Object.fromEntries(files.map((file) => [file.path, String(file.content)]));
  const numberOf = (path: string): number => Number(/program_(\d+)/.exec(path)?.[1]);
  const errors = await opa.check({ modules, capabilities: "1.3.0" });
  for (const error of errors)
    report(
      numberOf(error.file),
      `OPA refuses line ${error.row}: ${error.message}\n${
        modules[error.file]
          ?.split("\n")
          .slice(error.row - 3, error.row + 2)
          .join("\n") ?? ""
      }`,
    );
  if (errors.length > 0) return { divergences, violations: 0 };
  const formatted = await opa.format({ modules });
  for (const [path, text] of Object.entries(modules))
    if (text !== formatted[path]) report(numberOf(path), `${path} is not formatted`);
  const native = nativeOf({ result, rules });
  const expected = documents.map((document) => attempt(() => ofReport(native.evaluate([document.value]))));
  const { results } = await opa.evaluate({
    modules,
    query: "data.regoscript.report",
    inputs: documents.map(({ text }) => new JsonText(text)),
  });
  results.forEach((one, index) =>
    differences(
      expected[index]!,
      one.error === undefined ? ofReport(one.value as never) : [one.error],
      "embedded OPA",
      documents[index]!,
      report,
    ),
  );
  if (!withWasm) return { divergences, violations: expected.flat().length };
  const wasm = await opa.buildWasm({ modules, entryPoints: [entryPoint] });
  const bundle = bundleFiles(files, result.manifest, wasm).find((file) => file.path === "bundle.tar.gz");
  const policies = await loadBundle(bundle!.content as Uint8Array);
  documents.forEach((document, index) =>
    differences(
      expected[index]!,
      attempt(() => ofReport(policies.evaluate([document.value]))),
      "WASM",
      document,
      report,
    ),
  );
  return { divergences, violations: expected.flat().length };
}

function attempt(evaluate: () => readonly string[]): readonly string[] {
  try {
    return evaluate();
  } catch (error) {
    return [String(error)];
  }
}

/** Reports each program of which an engine says something else than JavaScript. */
function differences(
  expected: readonly string[],
  found: readonly string[],
  engine: string,
  document: Input,
  report: (program: number, what: string, document: string) => void,
): void {
  const [here, there] = [new Set(expected), new Set(found)];
  const lines = [
    ...expected.filter((line) => !there.has(line)).map((line) => ({ line, who: "JavaScript only" })),
    ...found.filter((line) => !here.has(line)).map((line) => ({ line, who: `${engine} only` })),
  ];
  for (const { line, who } of lines)
    report(Number(/program[-_](\d+)/.exec(line)?.[1] ?? 0), `${who}: ${line}`, document.text);
}
