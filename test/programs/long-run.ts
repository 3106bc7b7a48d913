import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadOpa } from "../opa-program.ts";
import { rawInputs } from "./inputs.ts";
import { programOf, runPrograms } from "./run.ts";
import { shrink, tapes } from "./tapes.ts";

/** What one batch came to, as its process prints it. */
interface Batch {
  readonly programs: number;
  readonly documents: number;
  readonly violations: number;
  readonly refused: { readonly [code: string]: number };
  readonly divergences: readonly string[];
}

const { values } = parseArgs({
  options: {
    programs: { type: "string", default: "10000" },
    documents: { type: "string", default: "40" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    batch: { type: "string" },
  },
});
const batchSize = 100;
const seed = Number(values.seed);

if (values.batch !== undefined) console.log(JSON.stringify(await runBatch(Number(values.batch))));
else process.exitCode = runAll() ? 0 : 1;

/** Each batch in a process of its own, since modules once imported stay in memory. */
function runAll(): boolean {
  const total = {
    programs: 0,
    violations: 0,
    evaluations: 0,
    divergences: [] as string[],
    refused: new Map<string, number>(),
  };
  const started = Date.now();
  for (let batch = 0; batch < Math.ceil(Number(values.programs) / batchSize); batch++) {
    const args = [
      "--conditions=source",
      "--import",
      "tsx",
      fileURLToPath(import.meta.url),
      "--seed",
      String(seed),
      "--documents",
      values.documents,
      "--batch",
      String(batch),
    ];
    const child = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 });
    if (child.status !== 0)
      throw new Error(`batch ${batch} of seed ${seed} ended with ${child.status}: ${child.stderr}`);
    const result = JSON.parse(child.stdout) as Batch;
    const refused = Object.values(result.refused).reduce((sum, count) => sum + count, 0);
    total.programs += result.programs - refused;
    total.violations += result.violations;
    total.evaluations += (result.programs - refused) * result.documents;
    total.divergences.push(...result.divergences);
    for (const [code, count] of Object.entries(result.refused))
      total.refused.set(code, (total.refused.get(code) ?? 0) + count);
    for (const divergence of result.divergences) console.log(divergence);
    console.error(
      `${(batch + 1) * batchSize} programs, ${total.divergences.length} divergences, ${Math.round((Date.now() - started) / 1000)} s`,
    );
  }
  const refused = [...total.refused]
    .sort()
    .map(([code, count]) => `${code} ${count}`)
    .join(", ");
  console.log(
    `seed ${seed}: ${total.programs} programs on ${values.documents} documents each (${total.evaluations} evaluations in each of three engines), ${total.violations} violations, ${total.divergences.length} divergences; refused: ${refused || "none"}`,
  );
  return total.divergences.length === 0;
}

async function runBatch(batch: number): Promise<Batch> {
  const opa = await loadOpa();
  const all = tapes(seed + batch, batchSize);
  const inputs = rawInputs(seed + batch, Number(values.documents));
  const { divergences, refused, violations } = await runPrograms(all.map(programOf), inputs, opa);
  const codes: { [code: string]: number } = {};
  for (const { diagnostics } of refused) codes[diagnostics[0]!.code] = (codes[diagnostics[0]!.code] ?? 0) + 1;
  const texts: string[] = [];
  for (const { program, what, document } of divergences)
    texts.push(
      `seed ${seed + batch}, program ${program}: ${what}\n${document}\n${await shrink(all[program]!, inputs, 60)}`,
    );
  return { programs: all.length, documents: inputs.length, violations, refused: codes, divergences: texts };
}
