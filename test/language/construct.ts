import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CompilationError } from "../../src/diagnostics/compilation-error.ts";
import { renderDiagnostic } from "../../src/diagnostics/render.ts";
import type { Policies } from "../../src/evaluator/policies.ts";
import { loadWasm } from "../../src/evaluator/wasm.ts";
import { loadEmbeddedOpa } from "../../src/opa/embedded-opa.ts";
import { PolicyFolder } from "../../src/policy-folder.ts";
import { ruleName } from "../../src/targets/names.ts";
import { entryPoints, regoModules } from "../../src/targets/opa/bundle.ts";
import { sourcesOf } from "../../src/targets/opa/index.ts";
import { type Findings, ofReport } from "../conformance/verdicts.ts";
import { nativeOf } from "../native-policies.ts";
import { constructsFolder, readFamilies } from "./rows.ts";
import { kept, things } from "./things.ts";

/**
 * Runs single rows of the language page: `npm run construct ID…`. Prints the TypeScript and the Rego of each, and what
 * Node, embedded OPA and WASM find in the documents of the suite; exits with 1 where they differ, with 2 where there is
 * no such row or it isn't compiled.
 */
const ids = process.argv.slice(2);

/** The policy that a row is part of: a family's rule, or one of its own. */
function policyOf(id: string): string | undefined {
  for (const name of readdirSync(constructsFolder)) {
    const path = join(constructsFolder, name);
    if (!name.endsWith(".ts")) {
      if (existsSync(join(path, `${id}.ts`))) return id;
    } else if (readFileSync(path, "utf8").includes(`\n// ${id}: `)) return name.slice(0, -3);
  }
  return undefined;
}

/** What a row's own violations are: a family's begin with its id. */
function ofRow(findings: Findings, id: string, policy: string): Findings {
  if (policy === id) return findings;
  return findings.filter((finding) => (JSON.parse(finding) as { message?: string }).message?.startsWith(`${id} `));
}

async function run(policies: readonly string[]): Promise<boolean> {
  const source = await new PolicyFolder(constructsFolder).load(policies);
  const { result, rules, decisions } = source;
  const rows = readFamilies(source)
    .flatMap((family) => family.rows)
    .filter(({ id }) => ids.includes(id));
  const documents = [...kept, ...things(1, 120)];
  const modules = sourcesOf(regoModules(result));
  const opa = await loadEmbeddedOpa();
  const report = async (): Promise<Findings[]> => {
    const { results } = await opa.evaluate({ modules, query: "data.regoscript.report", inputs: documents });
    return results.map(({ value, error }) =>
      error === undefined ? ofReport(value as Parameters<typeof ofReport>[0]) : [JSON.stringify({ error })],
    );
  };
  const inProcess = (engine: Policies): Findings[] =>
    documents.map((document) => ofReport(engine.evaluate([document])));
  const wasm = await opa.buildWasm({ modules, entryPoints: entryPoints(result) });
  const answers = {
    Node: inProcess(nativeOf({ result, rules, decisions })),
    "embedded OPA": await report(),
    WASM: inProcess(await loadWasm(wasm, result.manifest, "the rows")),
  };
  let same = true;
  for (const { id, name, policy, typeScript, rego } of rows) {
    console.log(`${id}: ${name}\n\n${typeScript}\n\n${rego || `rules/${ruleName(policy)}.rego`}\n`);
    for (const [engine, findings] of Object.entries(answers)) {
      const own = findings.map((one) => ofRow(one, id, policy));
      const different = own.findIndex((one, index) => String(one) !== String(ofRow(answers.Node[index]!, id, policy)));
      console.log(`${engine}: ${new Set(own.flat()).size} findings in ${documents.length} documents`);
      if (different < 0) continue;
      same = false;
      console.log(`  differs on ${JSON.stringify(documents[different])}\n  ${own[different]!.join("\n  ")}`);
      console.log(`  Node says\n  ${ofRow(answers.Node[different]!, id, policy).join("\n  ")}`);
    }
    console.log("");
  }
  return same;
}

const policies = ids.map(policyOf);
const missing = ids.filter((_, index) => policies[index] === undefined);
if (ids.length === 0 || missing.length > 0) {
  console.error(`no row ${missing.join(", ") || "given"}; the ids stand in ${constructsFolder}, as \`// id: name\``);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = (await run([...new Set(policies.filter((policy) => policy !== undefined))])) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CompilationError)) throw error;
    for (const diagnostic of error.diagnostics)
      console.error(renderDiagnostic(diagnostic, (file) => error.sources.get(file), false));
    process.exitCode = 2;
  }
}
