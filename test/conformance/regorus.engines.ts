import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nativePolicies } from "../../src/evaluator/native.ts";
import { type LoadedSource, loadSource } from "../../src/policy-folder.ts";
import { regoModules } from "../../src/targets/opa/bundle.ts";
import { sourcesOf } from "../../src/targets/opa/index.ts";
import { isTested } from "../engines/locate.ts";
import { regorus } from "./engines.ts";
import { documents, shapeFolder } from "./shape-policy.ts";
import { cases, compare, source } from "./suite.ts";
import { ofReport } from "./verdicts.ts";

const name = "regorus-0.14";

/**
 * A policy set without the form for parts in which something isn't known, whose library regorus refuses: it has no
 * `walk`, and takes a comprehension's variable for a function of its name. What isn't known is taken for what it is in
 * JSON then, as by the rules' functions without a program.
 */
function plain({ result, ...source }: LoadedSource): LoadedSource {
  const kinds = result.manifest.kinds.map(({ isInOpenParts: _, ...kind }) => kind);
  return { ...source, result: { ...result, manifest: { ...result.manifest, kinds } } };
}

if (isTested(name)) {
  const pack = plain(source);
  const native = nativePolicies(pack.result.manifest, pack.rules);
  compare({
    name: "regorus",
    ask: regorus(name, sourcesOf(regoModules(pack.result))),
    forms: ["json"],
    least: cases.length,
    expect: ({ document, parameters }) => ofReport(native.evaluate([document], { parameters })),
  });

  test("regorus decodes every shape inside every other, of documents that fit and that don't", async () => {
    const { result, rules } = plain(await loadSource(join(shapeFolder(), "policies")));
    const native = nativePolicies(result.manifest, rules);
    const shapes = documents.map((document, index) => ({
      name: `document ${index}`,
      document,
      dockerfile: undefined,
      parameters: {},
    }));
    const answers = await regorus(name, sourcesOf(regoModules(result)))(shapes, "json");
    documents.forEach((document, index) =>
      assert.equal(answers[index], ofReport(native.evaluate([document])), JSON.stringify(document)),
    );
  });
} else {
  test("regorus is left out, which is never so in CI", () => assert.not(process.env["CI"]));
}
test.run();
