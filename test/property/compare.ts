import fc from "fast-check";
import { loadBundle } from "../../src/evaluator/wasm.ts";
import type { Path } from "../../src/paths.ts";
import { loadSource } from "../../src/policy-folder.ts";
import { bundleFiles, entryPoint, regoModules } from "../../src/targets/opa/bundle.ts";
import { askEmbedded } from "../conformance/embedded.ts";
import { type Findings, ofReport } from "../conformance/verdicts.ts";
import { nativeOf } from "../native-policies.ts";
import { loadOpa } from "../opa-program.ts";
import { sampleOf } from "../seed.ts";
import { type Subject, subjects } from "./documents.ts";

const source = await loadSource("policies");
const files = regoModules(source.result);
const modules = Object.fromEntries(files.map((file) => [file.path, String(file.content)]));
const opa = await loadOpa();
const native = nativeOf(source);
const bundle = bundleFiles(
  files,
  source.result.manifest,
  await opa.buildWasm({ modules, entryPoints: [entryPoint] }),
).find((file) => file.path === "bundle.tar.gz")!;
const wasm = await loadBundle(bundle.content as Uint8Array);

/** The rules of the pack. */
export const { rules, result } = source;

/** What was said of some documents. */
export interface Figures {
  readonly documents: number;
  readonly violations: number;
  readonly malformed: number;
  readonly unrecognised: number;
  /** Rules that fired, and input kinds of which something was malformed. */
  readonly named: ReadonlySet<string>;
  readonly divergences: readonly string[];
}

/** Random documents, always the same for a seed. */
export function sample(seed: number, count: number): Subject[] {
  return fc.sample(subjects(source), { seed, numRuns: count });
}

interface Answer {
  readonly findings: Findings;
  /** Paths of the parts that no input kind recognises. */
  readonly unrecognised: readonly string[];
}

/** What the engines say of a document, embedded OPA of a sample. */
interface Answers {
  readonly native: Answer;
  readonly wasm: Answer;
  readonly embedded: Answer | undefined;
}

/**
 * What each engine says of each document; a failure to evaluate is an answer too.
 *
 * @param sample indexes of the documents that embedded OPA is asked of
 */
async function ask(all: readonly Subject[], sample: readonly number[]): Promise<Answers[]> {
  const inProcess = (policies: typeof native, { document, parameters }: Subject): Answer => {
    try {
      const report = policies.evaluate([document], { parameters });
      return { findings: ofReport(report), unrecognised: pathsOf(report.unrecognised) };
    } catch (error) {
      return { findings: [String(error)], unrecognised: [] };
    }
  };
  const results = await askEmbedded(
    opa,
    modules,
    "data.regoscript.report",
    sample.map((index) => all[index]!),
  );
  const ofSample = results.map((one): Answer => {
    if (one.error !== undefined) return { findings: [one.error], unrecognised: [] };
    const value = one.value as Parameters<typeof ofReport>[0] & { unrecognised: readonly Path[] };
    return { findings: ofReport(value), unrecognised: pathsOf(value.unrecognised.map((path) => ({ path }))) };
  });
  const embedded = new Map(sample.map((index, place) => [index, ofSample[place]!]));
  return all.map((subject, index) => ({
    native: inProcess(native, subject),
    wasm: inProcess(wasm, subject),
    embedded: embedded.get(index),
  }));
}

function pathsOf(parts: readonly { readonly path: Path }[]): string[] {
  return parts.map(({ path }) => JSON.stringify(path)).sort();
}

/** How the engines' answers differ, or `undefined`. */
function difference(answers: Answers): string | undefined {
  const texts = Object.entries(answers)
    .filter(([, answer]) => answer !== undefined)
    .map(([engine, answer]) => [engine, JSON.stringify(answer)] as const);
  return texts.every(([, text]) => text === texts[0]![1])
    ? undefined
    : texts.map(([engine, text]) => `  ${engine}: ${text}`).join("\n");
}

/** Compares the engines on some documents; those on which they differ are shrunk. */
export async function compareAll(seed: number, count: number): Promise<Figures> {
  const all = sample(seed, count);
  const answers = await ask(all, sampleOf([...all.keys()], seed));
  const figures = {
    documents: count,
    violations: 0,
    malformed: 0,
    unrecognised: 0,
    named: new Set<string>(),
    divergences: [] as string[],
  };
  for (const { native: answer } of answers) {
    if (answer.unrecognised.length > 0) figures.unrecognised++;
    for (const finding of answer.findings) {
      const { rule, malformed } = JSON.parse(finding.startsWith("{") ? finding : "{}") as {
        rule?: string;
        malformed?: string;
      };
      if (rule !== undefined) figures.violations++;
      if (malformed !== undefined) figures.malformed++;
      if (rule !== undefined || malformed !== undefined) figures.named.add((rule ?? malformed)!);
    }
  }
  const first = answers.findIndex((answer) => difference(answer) !== undefined);
  if (first >= 0) figures.divergences.push(await smallest(seed, first));
  return figures;
}

/** The first document of a seed that differs once more, so that fast-check can make it smaller. */
async function smallest(seed: number, index: number): Promise<string> {
  const found = await fc.check(
    fc.asyncProperty(subjects(source), async (subject) => {
      const [answers] = await ask([subject], [0]);
      return difference(answers!) === undefined;
    }),
    { seed, path: String(index), numRuns: 1, interruptAfterTimeLimit: 120_000 },
  );
  const subject = found.counterexample?.[0];
  if (subject === undefined) return `seed ${seed}: a difference that doesn't come again`;
  const [answers] = await ask([subject], [0]);
  return `seed ${seed}, path ${found.counterexamplePath}: ${JSON.stringify(subject)}\n${difference(answers!)}`;
}
