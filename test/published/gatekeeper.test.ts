import { test } from "uvu";
import * as assert from "uvu/assert";
import { exampleCases } from "../../src/examples/cases.ts";
import { exampleEngines } from "../../src/examples/engines.ts";
import { differenceOf, isEqual } from "../../src/examples/finding.ts";
import { loadSource } from "../../src/policy-folder.ts";

// Templates that the Gatekeeper library publishes, as TypeScript rules of the same parameters, written from what each
// says that it does. Inputs are our own: the library is in no registry that a test could have it from.

const source = await loadSource("test/published/gatekeeper");
const { cases, diagnostics } = exampleCases(source);

test("each rule has examples that pass and that violate", () => {
  assert.equal(diagnostics, []);
  assert.ok(source.rules.length >= 20);
});

for (const engine of exampleEngines(source)) {
  test(`${engine.name}: all examples as expected`, async () => {
    const answers = await engine.run(cases);
    cases.forEach(({ policy, expected }, index) => {
      const difference = differenceOf(expected, answers[index]!);
      assert.ok(isEqual(difference), `${policy}: ${JSON.stringify(difference)}`);
    });
  });
}

test.run();
