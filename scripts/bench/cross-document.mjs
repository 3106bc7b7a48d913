// A rule that looks at all documents of the run: how the cost grows with the run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { writeCrossDocumentRule } from "../corpora/policies.mjs";
import { serviceAccounts } from "../corpora/service-accounts.mjs";
import { unbuilt } from "./context.mjs";
import { conftestFindings, demandSame, violationsOf } from "./findings.mjs";
import { growth, run } from "./measure.mjs";

export async function* rows(context) {
  const output = context.built("cross-document", writeCrossDocumentRule);
  const policies = context.policies("cross-document");
  const opa = context.engine("opa-1.22");
  const conftest = context.engine("conftest-0.71");
  const file = (size) =>
    context.file(join("cross-document", `${size}.yaml`), () => serviceAccounts({ size })[0].content);
  // A run as OPA takes it: src/targets/opa/engine.ts.
  const input = (size) =>
    context.file(join("cross-document", `${size}.json`), () =>
      JSON.stringify({ regoscript_run: loadAll(readFileSync(file(size), "utf8")) }),
    );
  const rego = join(output, "bundles", "rego");
  const bundle = join(output, "bundles", "bundle.tar.gz");
  const report = ["--format", "json", "data.regoscript.report"];
  const combined = ["test", "--combine", "--no-fail", "--output", "json", "-p", join(output, "conftest", "policy")];
  const engines = [
    {
      name: "native",
      size: 4000,
      command: (size) => context.check(file(size), "--policies", policies),
      found: violationsOf,
    },
    {
      name: "check --bundle",
      size: 100,
      command: (size) => context.check(file(size), "--bundle", bundle),
      found: violationsOf,
    },
    {
      name: "WASM",
      size: 500,
      command: (size) => context.script("evaluate.mjs", bundle, file(size)),
      found: violationsOf,
    },
    {
      name: "OPA",
      size: 500,
      command: opa && ((size) => [opa, "eval", "-b", rego, "-i", input(size), ...report]),
      found: (json) => violationsOf(JSON.stringify(JSON.parse(json).result[0].expressions[0].value)),
    },
    {
      name: "conftest",
      size: 200,
      command: conftest && ((size) => [conftest, ...combined, file(size)]),
      found: conftestFindings,
    },
  ];
  const least = 20;
  let expected;
  for (const { name, size, command, found } of engines) {
    const row = { what: `cross-document rule as the run grows: ${name}`, unit: "exponent", goal: 1.1 };
    if (command === undefined) {
      yield unbuilt(row, name);
      continue;
    }
    // Natively, the first run compiles what the others find kept.
    const findings = found(run(command(least)).stdout);
    expected ??= findings;
    demandSame(`natively and in ${name}`, expected, findings);
    const cost = (current) => run(command(current)).milliseconds;
    yield { ...row, ...(await growth(context.count, context.scaled(size, least), cost)) };
  }
}
