import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { loadSource } from "../../src/policy-folder.ts";
import { regoModules } from "../../src/targets/opa/bundle.ts";
import { sourcesOf } from "../../src/targets/opa/index.ts";
import { isTested } from "../engines/locate.ts";
import { nativeOf } from "../native-policies.ts";
import { regorus } from "./engines.ts";
import { documents, shapeFolder } from "./shape-policy.ts";
import { cases, compare } from "./suite.ts";
import { ofReport } from "./verdicts.ts";

const name = "regorus-0.14";

if (isTested(name)) {
  compare({ name: "regorus", ask: regorus(name), forms: ["json"], least: cases.length });

  test("regorus decodes every shape inside every other, of documents that fit and that don't", async () => {
    const { result, rules } = await loadSource(join(shapeFolder(), "policies"));
    const native = nativeOf({ result, rules });
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
